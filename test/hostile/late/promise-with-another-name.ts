// late: run-time-error, wrong-answer | A promise that calls itself a plain object, and says it has the answer.
export function total(values: number[]): unknown {
  const promise = Promise.resolve(values.reduce((a, b) => a + b, 0));
  Object.defineProperty(promise, Symbol.toStringTag, { value: "Object" });
  Object.defineProperty(promise, "then", { value: undefined });
  return promise;
}
