// tamper: compile-error, run-time-error | Replaces module.exports by null.
declare const module: { exports: unknown };
export const total = (): number => 6;
module.exports = null;
