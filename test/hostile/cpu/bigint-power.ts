// cpu: time-limit-exceeded, memory-limit-exceeded | One long builtin: powers of a power of a BigInt.
export function total(values: number[]): number {
  const base = 3n ** 40_000_000n;
  return Number((base ** 9n) % BigInt(values.length + 7));
}
