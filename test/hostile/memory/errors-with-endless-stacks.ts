// memory: memory-limit-exceeded, time-limit-exceeded | Captures the whole of a deep stack with every error it keeps.
Error.stackTraceLimit = 1_000_000;
const kept: Error[] = [];
function dive(depth: number): void {
  kept.push(new Error("deep"));
  if (depth > 0) dive(depth - 1);
}
export function total(): number {
  for (;;) dive(3000);
}
