// log: accepted | Timers and counters called __proto__, constructor and toString, and labels that are no text.
const labels: unknown[] = ["__proto__", "constructor", "toString", "hasOwnProperty", "", 1, null, Symbol("x"), { toString: () => "__proto__" }, "x".repeat(2_000_000), "\u001b[2J"];
export function total(values: number[]): number {
  for (const label of labels) {
    for (const method of ["count", "countReset", "time", "timeLog", "timeEnd", "timeStamp", "profile"] as const) {
      try {
        console[method](label as string);
      } catch {
        // A label of its own may throw.
      }
    }
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
