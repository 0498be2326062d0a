// late: accepted | Swaps the exported function in a microtask after each call; the new one is as right as the old.
declare const exports: { total: (values: number[]) => number };
function sumOf(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
export function total(values: number[]): number {
  void Promise.resolve().then(() => {
    exports.total = (list) => sumOf(list);
  });
  return sumOf(values);
}
