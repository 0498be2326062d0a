// cpu: time-limit-exceeded | Catastrophic backtracking of nested quantifiers.
export function total(): number {
  return /^(?:(?:a+)+)+$/.test("a".repeat(64) + "b") ? 1 : 0;
}
