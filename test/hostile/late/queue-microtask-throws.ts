// late: accepted, run-time-error | The right answer, then microtasks that throw, reject, and throw what throws when it is read.
export function total(values: number[]): number {
  queueMicrotask(() => {
    throw new Error("accepted");
  });
  queueMicrotask((async () => {
    throw new Proxy({}, { get: () => { throw new Error("again"); } });
  }) as () => void);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
