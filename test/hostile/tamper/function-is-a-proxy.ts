// tamper: accepted | Exports a proxy of a function, which lies about its name, its length and its source.
function sumOf(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
export const total = new Proxy(sumOf, {
  get: () => "accepted",
  getPrototypeOf: () => null,
  apply: (target, _, args) => (args.length === 1 ? target(args[0]) : NaN),
});
