// escape: run-time-error | Sleeps on shared memory, which would cost wall time and no CPU.
export function total(values: number[]): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e9);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
