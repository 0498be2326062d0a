// late: run-time-error | A plain object that calls itself a promise.
export function total(values: number[]): unknown {
  return { [Symbol.toStringTag]: "Promise", sum: values.length };
}
