// tamper: accepted | Patches call, apply, bind and toString of all functions.
for (const name of ["call", "apply", "bind", "toString"]) {
  Object.defineProperty(Function.prototype, name, {
    value() {
      throw new Error("a method of functions was called");
    },
  });
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
