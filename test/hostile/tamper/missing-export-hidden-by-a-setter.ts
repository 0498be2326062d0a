// tamper: compile-error | Exports nothing, and swallows the first element of whatever list the missing names are put in.
Object.defineProperty(Array.prototype, 0, { configurable: true, get: () => undefined, set() {} });
export const sum = (): number => 6;
