// result: output-limit-exceeded | A BigInt of eight million bits, slow to write out.
export function total(): unknown {
  return 1n << 8_000_000n;
}
