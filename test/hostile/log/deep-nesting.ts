// log: accepted | Prints a hundred thousand levels of nesting.
let nested: unknown = 1;
for (let i = 0; i < 100_000; i++) nested = i % 2 === 0 ? [nested] : { nested };
export function total(values: number[]): number {
  console.log(nested);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
