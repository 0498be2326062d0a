// late: time-limit-exceeded | The right answer, then an async generator consumed without end.
async function* endless(): AsyncGenerator<number> {
  for (;;) yield 1;
}
async function consume(): Promise<void> {
  for await (const _ of endless());
}
export function total(values: number[]): number {
  void consume();
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
