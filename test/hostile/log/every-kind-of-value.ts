// log: accepted | Prints symbols, BigInts, functions, classes, weak things, dates out of range, errors without a prototype.
export function total(values: number[]): number {
  console.log(Symbol("s"), 1n, -0, NaN, undefined, null, () => 1, class A {}, new WeakMap(), new WeakRef({}), new Date(NaN), /x/g, new Proxy(() => 1, {}));
  console.log(Object.setPrototypeOf(new Error("bare"), null), Object.create(null), new Array(5), [, 1], globalThis, new DataView(new ArrayBuffer(2)), Promise.resolve(1), (function* () {})());
  console.log(Object.assign(new Error("x"), { name: { deep: 1 }, message: Symbol("m").description, cause: new Error("y") }), new Int8Array(3), new (class Foo { #p = 1; q = this; })());
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
