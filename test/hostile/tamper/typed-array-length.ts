// tamper: wrong-answer | Overrides the length of typed arrays with something that is no number.
const prototype = Object.getPrototypeOf(Float64Array.prototype);
Object.defineProperty(prototype, "length", { get: () => ({ valueOf: () => -1 }) });
Object.defineProperty(prototype, Symbol.toStringTag, { get: () => '"}' });
export const total = (): unknown => new Float64Array(3);
