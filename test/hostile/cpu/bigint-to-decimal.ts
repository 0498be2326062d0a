// cpu: time-limit-exceeded | One long builtin: writing a BigInt of 60 million bits in decimal.
export function total(): number {
  return ((1n << 60_000_000n) - 1n).toString(10).length;
}
