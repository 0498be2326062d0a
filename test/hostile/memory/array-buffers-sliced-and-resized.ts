// memory: memory-limit-exceeded, run-time-error, time-limit-exceeded | resizable buffers whose slices are kept while they grow

export function total(v: number[]): number {
  const kept: Uint8Array[] = [];
  const buffer = new ArrayBuffer(1 << 16, { maxByteLength: 1 << 28 });
  for (let size = 1 << 16; ; size = Math.min(size * 2, 1 << 28)) {
    buffer.resize(size);
    new Uint8Array(buffer).fill(size & 255);
    kept.push(new Uint8Array(buffer.slice(0)).fill(1));
    if (kept.length < 0) return v.length;
  }
}
