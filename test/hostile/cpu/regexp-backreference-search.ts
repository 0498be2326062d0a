// cpu: time-limit-exceeded | Backtracking through backreferences and lookbehind, where no engine without backtracking can help.
export function total(): number {
  return /(?<=(\w*)(\w*)(\w*))-(\w*)(\w*)(\w*)\3\2\1!/.test("ab".repeat(40_000) + "-" + "ab".repeat(40_000)) ? 1 : 0;
}
