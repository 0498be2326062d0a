// escape: accepted | Walks constructor.constructor from values of every type, handed over and own.
declare const exports: object;
function worldOf(thing: unknown): unknown {
  return (thing as { constructor: { constructor(text: string): () => unknown } }).constructor.constructor("return this")();
}
export function total(values: number[]): number {
  const things = [values, values[0] ?? 0, exports, console.log, Math, "", 0n, Symbol.iterator, /x/, new Date(), new Error("x"), total];
  for (const thing of things) {
    if (worldOf(thing) !== globalThis) throw new Error("escaped: another world");
    if ((worldOf(thing) as Record<string, unknown>)["process"] !== undefined) throw new Error("escaped: process");
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
