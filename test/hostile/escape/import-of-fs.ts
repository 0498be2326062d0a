// escape: compile-error | Imports a module of the host dynamically, in plain sight.
let leaked: unknown;
import("node:fs").then((fs) => (leaked = fs));
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return leaked === undefined ? sum : NaN;
}
