// late: wrong-answer | A generator that would yield the right answer and then never stop.
export function* total(values: number[]): Generator<number> {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  for (;;) yield sum;
}
