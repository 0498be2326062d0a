// memory: run-time-error, memory-limit-exceeded | Keeps megabyte buffers, which live outside the heap, until one is refused.
export function total(): number {
  const kept: Uint8Array[] = [];
  for (;;) kept.push(new Uint8Array(1 << 20).fill(1));
}
