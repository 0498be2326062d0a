// escape: accepted | Detaches and shrinks buffers from callbacks of the very builtins that are writing to them.
function fresh(): Float64Array<ArrayBuffer> {
  return new Float64Array(new ArrayBuffer(8000, { maxByteLength: 16000 })).fill(1.1);
}
const attacks: ((list: Float64Array<ArrayBuffer>) => unknown)[] = [
  (list) => list.fill({ valueOf: () => (list.buffer.transfer(), 1) } as never),
  (list) => list.copyWithin({ valueOf: () => (list.buffer.resize(8), 0) } as never, 500, 1000),
  (list) => list.sort(() => (list.buffer.resize(0), 1)),
  (list) => list.set([{ valueOf: () => (list.buffer.transfer(1), 7) } as never, 2, 3], 900),
  (list) => list.lastIndexOf(1.1, { valueOf: () => (list.buffer.resize(16), 999) } as never),
  (list) => list.map((value, i) => (i === 3 ? (list.buffer.resize(16000), value) : value)),
  (list) => new DataView(list.buffer).setFloat64(7000, { valueOf: () => (list.buffer.resize(100), 9) } as never),
  (list) => list.with({ valueOf: () => (list.buffer.resize(0), 5) } as never, 1),
  (list) => list.toSorted(() => (list.buffer.byteLength > 0 && list.buffer.transfer(), -1)),
];
for (const attack of attacks) {
  try {
    attack(fresh());
  } catch {
    // A TypeError or RangeError is a sound answer.
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
