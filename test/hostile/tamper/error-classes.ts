// tamper: run-time-error | Patches the classes of errors, then makes the engine throw one.
class Quiet {
  message = "accepted";
  static [Symbol.hasInstance] = () => true;
  static captureStackTrace = null;
}
globalThis.Error = globalThis.TypeError = globalThis.RangeError = Quiet as never;
Object.defineProperty(Object.getPrototypeOf(Object.getPrototypeOf(new SyntaxError())), "name", {
  get() {
    throw new SyntaxError("named");
  },
});
export function total(values: number[]): number {
  return (values as unknown as { missing: { sum: number } }).missing.sum;
}
