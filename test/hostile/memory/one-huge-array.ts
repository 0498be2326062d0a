// memory: memory-limit-exceeded, time-limit-exceeded | A single allocation of a gigabyte that the heap cannot hold.
export function total(): number {
  return new Array(1 << 27).fill(1.5).length;
}
