// tamper: accepted | Puts setters for array indices on Array.prototype, to see or lose what others store in fresh arrays.
let stored = 0;
for (let i = 0; i < 16; i++) {
  Object.defineProperty(Array.prototype, i, {
    configurable: true,
    get: () => undefined,
    set(value: unknown) {
      if (typeof value === "object") stored++;
    },
  });
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return stored < 0 ? NaN : sum;
}
