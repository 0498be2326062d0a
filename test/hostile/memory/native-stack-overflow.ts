// memory: accepted | Overflows the stack inside builtins that recurse on their own, catches it, then answers.
let nested: unknown[] = [];
for (let i = 0; i < 100_000; i++) nested = [nested];
const dives = [
  () => String(nested),
  () => JSON.stringify(nested),
  () => nested.flat(Infinity),
  () => JSON.parse("[".repeat(500_000)),
  () => new RegExp("(".repeat(100_000) + ")".repeat(100_000)),
  () => new Function("return " + "[".repeat(100_000) + "]".repeat(100_000)),
];
let thrown = 0;
for (const dive of dives) {
  try {
    dive();
  } catch {
    thrown++;
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return thrown >= 3 ? sum : NaN;
}
