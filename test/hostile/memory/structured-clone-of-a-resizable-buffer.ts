// memory: memory-limit-exceeded, run-time-error, time-limit-exceeded | Clones of a buffer that is empty and may grow to a gigabyte; then they grow.
const kept: ArrayBuffer[] = [];
export function total(): number {
  const buffer = new ArrayBuffer(0, { maxByteLength: 2 ** 30 });
  for (;;) {
    const copy = structuredClone(buffer);
    copy.resize(2 ** 26);
    new Uint8Array(copy).fill(1);
    kept.push(copy);
  }
}
