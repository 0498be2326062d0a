// late: wrong-answer, run-time-error | A result whose then is a hidden getter that throws, once an error and once the answer.
let calls = 0;
export function total(values: number[]): unknown {
  const result = { sum: values.length };
  Object.defineProperty(result, "then", {
    get() {
      throw calls++ % 2 === 0 ? new Error("accepted") : values.reduce((a, b) => a + b, 0);
    },
  });
  return result;
}
