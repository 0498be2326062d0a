// memory: memory-limit-exceeded, time-limit-exceeded, run-time-error | Grows a resizable buffer, whose pages no isolate limit counts, and touches each page.
export function total(): number {
  const buffer = new ArrayBuffer(0, { maxByteLength: 2 ** 30 });
  for (let size = 2 ** 24; size <= 2 ** 30; size += 2 ** 24) {
    buffer.resize(size);
    const pages = new Uint8Array(buffer, size - 2 ** 24);
    for (let at = 0; at < pages.length; at += 4096) pages[at] = 1;
  }
  return buffer.byteLength;
}
