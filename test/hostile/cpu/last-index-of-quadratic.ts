// cpu: time-limit-exceeded | A string search that compares a million characters at each of four million places, inside one builtin.
export function total(): number {
  const hay = "a".repeat(1 << 22);
  const needle = "a".repeat(1 << 20) + "b";
  return hay.lastIndexOf(needle);
}
