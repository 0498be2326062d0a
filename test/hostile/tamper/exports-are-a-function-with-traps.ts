// tamper: accepted, run-time-error, wrong-answer, compile-error | module.exports is a callable proxy whose function changes with each look at it

declare const module: { exports: unknown };
let looks = 0;
const right = (v: number[]): number => v.reduce((a, b) => a + b, 0);
module.exports = new Proxy(right, {
  get: () => (++looks % 5 === 0 ? () => 0 : right),
  apply: () => 0,
  getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: right }),
});
