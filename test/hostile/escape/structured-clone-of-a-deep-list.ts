// escape: accepted | Clones a hundred thousand levels of nesting and endless getters, catches that the stack runs out, and answers.
let deep: unknown = [];
for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? [deep] : { deep };
const endless = () => ({
  get next(): unknown {
    return endless();
  },
});
let caught = 0;
for (const bomb of [deep, endless(), new Map([[deep, deep]]), new Set([endless()])]) {
  try {
    structuredClone(bomb);
  } catch {
    caught += 1;
  }
}
if (caught !== 4) throw new Error("escaped: the stack has no end");
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
