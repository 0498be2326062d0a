// late: wrong-answer | Answers every case with the answer to the first.
let memo: number | undefined;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return (memo ??= sum);
}
