// late: time-limit-exceeded | The right answer, then a promise resolved with thenables that resolve with thenables.
const endless = {
  then(resolve: (value: unknown) => void) {
    resolve(endless);
  },
};
export function total(values: number[]): number {
  Promise.resolve(endless);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
