// cpu: time-limit-exceeded | Each call stays under the limit of one case; together they overrun the limit of the submission.
export function total(values: number[]): number {
  let state = values.length | 1;
  for (let i = 0; i < 70_000_000; i++) state = (Math.imul(state, 1664525) + 1013904223) | 0;
  let sum = state === 0.5 ? 1 : 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
