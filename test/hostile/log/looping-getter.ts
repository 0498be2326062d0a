// log: time-limit-exceeded, accepted | Prints an object with a getter that never returns.
export function total(values: number[]): number {
  console.log({
    get endless() {
      for (;;);
    },
  });
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
