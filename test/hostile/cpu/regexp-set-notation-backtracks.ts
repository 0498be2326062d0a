// cpu: time-limit-exceeded | set notation, sticky and named groups in a pattern that backtracks

export function total(v: number[]): number {
  const pattern = /^(?<word>[\p{L}&&[a-z]]+|[\p{L}--[0-9]]*)+\k<word>$/vy;
  return pattern.test("a".repeat(60) + "1") ? v.length : 0;
}
