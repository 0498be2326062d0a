// late: wrong-answer | Returns a list, and puts the right number into its place in a microtask, too late.
export function total(values: number[]): unknown {
  const answer: { value: unknown } = { value: 0 };
  queueMicrotask(() => {
    answer.value = values.reduce((a, b) => a + b, 0);
    exports.total = () => answer.value;
  });
  return answer;
}
declare const exports: { total: unknown };
