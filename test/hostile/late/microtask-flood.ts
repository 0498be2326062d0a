// late: time-limit-exceeded | The right answer, then microtasks that queue further microtasks for ever.
function again(): void {
  Promise.resolve().then(again);
}
export function total(values: number[]): number {
  again();
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
