// memory: memory-limit-exceeded, time-limit-exceeded | A builtin that makes twelve characters out of one, a million times, and the results are kept.
export function total(): number {
  const kept: string[] = [];
  for (;;) kept.push(encodeURIComponent("\u{10ffff}".repeat(1 << 20)));
}
