// log: accepted, time-limit-exceeded, output-limit-exceeded | the console is given maps and sets whose iterators never end, and views of detached buffers

class Endless extends Map<number, number> {
  override *[Symbol.iterator](): MapIterator<[number, number]> {
    for (let i = 0; ; i++) yield [i, i];
  }
  override get size(): number {
    return 1e9;
  }
}
export function total(v: number[]): number {
  const view = new Float64Array(8);
  view.buffer.transfer();
  console.log(new Endless([[1, 1]]), view, new DataView(new ArrayBuffer(4)), Object.create(new Set([1])) as unknown);
  return v.reduce((a, b) => a + b, 0);
}
