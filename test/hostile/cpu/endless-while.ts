// cpu: time-limit-exceeded | Spins in an empty loop.
export function total(values: number[]): number {
  let turns = 0;
  while (true) turns = (turns + values.length) | 0;
}
