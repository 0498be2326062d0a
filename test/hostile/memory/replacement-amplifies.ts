// memory: memory-limit-exceeded, time-limit-exceeded | A replacement pattern that inserts all that came before at every match: quadratic text from one call.
export function total(): number {
  return "ab".repeat(1 << 14).replace(/a/g, "$`$'").length;
}
