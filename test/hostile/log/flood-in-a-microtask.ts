// log: output-limit-exceeded, accepted | The right answer, then a megabyte of output from a microtask.
export function total(values: number[]): number {
  void Promise.resolve().then(() => {
    for (let i = 0; i < 1000; i++) console.log("a line of output ".repeat(60));
  });
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
