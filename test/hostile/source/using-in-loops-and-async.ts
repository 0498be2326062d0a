// source: accepted, compile-error, run-time-error | using in loops and switches, and await using in a function that nobody awaits

let open = 0;
const hold = (): Disposable & AsyncDisposable => {
  open += 1;
  return { [Symbol.dispose]: () => void (open -= 1), [Symbol.asyncDispose]: async () => void (open -= 1) };
};
async function later(): Promise<void> {
  await using held = hold();
  void held;
}
export function total(v: number[]): number {
  for (using held of [hold(), hold()]) void held;
  for (using held = hold(); open < 0; ) void held;
  void later;
  if (open !== 0) throw new Error(`${open} are still open`);
  return v.reduce((a, b) => a + b, 0);
}
