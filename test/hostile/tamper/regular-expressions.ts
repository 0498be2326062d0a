// tamper: accepted | Patches exec and everything else that text functions look up on regular expressions and strings.
const fail = () => {
  throw new Error("a patched text function was called");
};
for (const holder of [RegExp.prototype, String.prototype] as object[]) {
  for (const name of Reflect.ownKeys(holder)) {
    const old = Object.getOwnPropertyDescriptor(holder, name)!;
    if (typeof old.value === "function" && old.configurable) Object.defineProperty(holder, name, { value: fail });
    if (old.get !== undefined && old.configurable) Object.defineProperty(holder, name, { get: fail });
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
