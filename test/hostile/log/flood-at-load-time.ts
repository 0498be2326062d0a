// log: output-limit-exceeded | A megabyte of output before any case is called.
for (let i = 0; i < 1000; i++) console.log("a line of output ".repeat(60));
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
