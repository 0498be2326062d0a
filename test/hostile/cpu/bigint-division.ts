// cpu: time-limit-exceeded | Divides BigInts of a million digits again and again, each division one builtin.
export function total(): number {
  const a = (1n << 24_000_000n) - 3n;
  const b = (1n << 11_000_000n) - 5n;
  let rest = 0n;
  for (let i = 0; i < 1000; i++) rest ^= (a - BigInt(i)) % b;
  return Number(rest & 1n);
}
