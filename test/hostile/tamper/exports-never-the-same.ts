// tamper: run-time-error, accepted, compile-error | An export that is a function when it is looked at and something else when it is called.
declare const exports: object;
let looks = 0;
const sumOf = (values: number[]): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
};
Object.defineProperty(exports, "total", { enumerable: true, get: () => (looks++ === 0 ? sumOf : "accepted") });
