// tamper: accepted | Makes every method of arrays throw, then answers without any.
for (const name of Reflect.ownKeys(Array.prototype)) {
  if (name === "length" || name === "constructor") continue;
  Object.defineProperty(Array.prototype, name, {
    value() {
      throw new Error("an array method was called");
    },
  });
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
