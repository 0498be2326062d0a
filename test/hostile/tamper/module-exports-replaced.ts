// tamper: wrong-answer, run-time-error, compile-error | Replaces the whole of module.exports by a proxy that has every export, all of them true.
declare const module: { exports: unknown };
module.exports = new Proxy(() => true, { get: () => () => true, has: () => true });
