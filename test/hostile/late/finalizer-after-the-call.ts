// late: accepted | Finalizers that throw and loop, should they ever run.
const registry = new FinalizationRegistry<number>((held) => {
  for (;;) if (held < 0) throw new Error("escaped: a finalizer ran");
});
export function total(values: number[]): number {
  for (let i = 0; i < 1000; i++) registry.register({ i }, i);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
