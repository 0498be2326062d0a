// memory: memory-limit-exceeded, run-time-error, time-limit-exceeded | Clones of a buffer of ten megabytes, all kept.
const kept: unknown[] = [];
export function total(): number {
  const buffer = new ArrayBuffer(10 * 1024 * 1024);
  for (;;) {
    const copy = structuredClone(buffer);
    new Uint8Array(copy).fill(1);
    kept.push(copy);
  }
}
