// memory: memory-limit-exceeded | A single BigInt of 125 megabytes.
export function total(): number {
  return Number((1n << 1_000_000_000n) & 1n);
}
