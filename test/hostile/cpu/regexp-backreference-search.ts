// cpu: time-limit-exceeded | Backtracking through backreferences and lookbehind, where no engine without backtracking can help.
export function total(): number {
  return /(?<=(\w*)(\w*)(\w*))-(\w*)(\w*)(\w*)\3\2\1!/.test("ab".repeat(400) + "-" + "ab".repeat(400)) ? 1 : 0;
}
