// escape: run-time-error | Disposes of a thousand things, each of which throws: a chain of a thousand suppressed errors.
export function total(): number {
  const stack = new DisposableStack();
  for (let i = 0; i < 1_000; i++) {
    stack.defer(() => {
      throw new Error(`disposing of ${i}`);
    });
  }
  stack.dispose();
  return NaN;
}
