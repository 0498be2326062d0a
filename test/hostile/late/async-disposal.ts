// late: accepted | Disposers that run in microtasks after the call and throw into nothing.
export function total(values: number[]): number {
  const stack = new AsyncDisposableStack();
  for (let i = 0; i < 100; i++) {
    stack.defer(() => {
      throw new Error("disposed");
    });
  }
  stack.disposeAsync().catch(() => {});
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
