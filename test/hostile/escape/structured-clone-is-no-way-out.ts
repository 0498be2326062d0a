// escape: accepted | Looks for anything of another world in clones, in what cloning throws, and in the functions beside it.
const suspicious: unknown[] = [structuredClone, queueMicrotask, performance, performance.now, console, console.table];
const things = [[1], { a: 1 }, new Map([[1, {}]]), new Set([[]]), new Date(0), /x/g, new Error("x"), new Uint8Array(4), new Float16Array(2), new DataView(new ArrayBuffer(8)), Object(1n)];
for (const thing of things) suspicious.push(structuredClone(thing));
for (const refused of [() => 1, Symbol("x"), Promise.resolve(1), new WeakMap(), new WeakRef({})]) {
  try {
    structuredClone(refused);
    throw new Error("escaped: cloned what cannot be");
  } catch (error) {
    if ((error as Error).name !== "DataCloneError") throw error;
    suspicious.push(error);
  }
}
for (const thing of suspicious) {
  const maker = (thing as { constructor: { constructor: unknown } }).constructor.constructor;
  if (maker !== Function) throw new Error("escaped: another world's function");
  if ((maker as (code: string) => () => unknown)("return typeof process + typeof require")() !== "undefinedundefined") throw new Error("escaped");
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
