// memory: run-time-error, memory-limit-exceeded, time-limit-exceeded | Reserves address space by the gigabyte without touching any of it.
export function total(): number {
  const reserved: ArrayBuffer[] = [];
  for (;;) reserved.push(new ArrayBuffer(1, { maxByteLength: 2 ** 30 }));
}
