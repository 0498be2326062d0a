// memory: memory-limit-exceeded | A builtin that makes twelve characters out of one, four million times.
export function total(): number {
  return encodeURIComponent("\u{10ffff}".repeat(1 << 22)).length;
}
