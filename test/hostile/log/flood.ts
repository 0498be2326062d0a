// log: output-limit-exceeded | The right answer beside a megabyte of output.
export function total(values: number[]): number {
  for (let i = 0; i < 1000; i++) console.log("a line of output ".repeat(60));
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
