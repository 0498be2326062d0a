// memory: run-time-error | Asks for a string longer than any string may be.
export function total(): number {
  return "a".repeat(2 ** 30).length;
}
