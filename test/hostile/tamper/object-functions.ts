// tamper: accepted | Makes all functions of Object and Reflect throw.
for (const holder of [Object, Reflect] as unknown as Record<PropertyKey, unknown>[]) {
  for (const name of Reflect.ownKeys(holder as object)) {
    if (typeof holder[name] !== "function" || name === "prototype") continue;
    holder[name] = () => {
      throw new Error("a function of Object or Reflect was called");
    };
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
