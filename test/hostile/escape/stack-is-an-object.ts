// escape: run-time-error | Makes every stack an object with getters, then throws.
(Error as unknown as { prepareStackTrace: unknown }).prepareStackTrace = (error: Error, frames: object[]) => ({
  get length() {
    return frames;
  },
  slice: () => error,
  [Symbol.toPrimitive]: () => ({}),
});
export function total(): number {
  throw new Error("what is my stack?");
}
