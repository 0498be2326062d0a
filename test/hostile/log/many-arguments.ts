// log: output-limit-exceeded | A single call with a hundred thousand arguments.
export function total(values: number[]): number {
  console.log(...new Array(100_000).fill("word"));
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
