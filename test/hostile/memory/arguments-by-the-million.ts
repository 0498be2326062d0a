// memory: run-time-error, memory-limit-exceeded | Spreads two million arguments onto the stack.
export function total(): number {
  return Math.max(...new Array(2_000_000).fill(0).map((_, i) => i));
}
