// tamper: accepted | Turns every global into a function that throws.
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (name === "globalThis" || name === "Object" || name === "Reflect") continue;
  Reflect.set(globalThis, name, () => {
    throw new Error("a replaced global was called");
  });
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
