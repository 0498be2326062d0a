// log: accepted | Closes groups that were never opened, and leaves groups open for the next case.
export function total(values: number[]): number {
  for (let i = 0; i < 10_000; i++) console.groupEnd();
  for (let i = 0; i < 10_000; i++) console.groupCollapsed();
  console.log("deep inside");
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
