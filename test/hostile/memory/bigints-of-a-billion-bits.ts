// memory: memory-limit-exceeded, time-limit-exceeded | Keeps BigInts of 125 megabytes each.
export function total(): number {
  const kept: bigint[] = [];
  for (let i = 0n; ; i++) kept.push(1n << (1_000_000_000n + i));
}
