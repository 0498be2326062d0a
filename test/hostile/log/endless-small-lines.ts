// log: time-limit-exceeded | Prints for ever, small lines, long after its output is spent.
export function total(values: number[]): number {
  for (;;) console.log(values);
}
