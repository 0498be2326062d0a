// escape: accepted | Patches everything that a clone might be made with, then clones.
const patched = () => {
  throw new Error("a patched builtin was called");
};
const targets: [object, PropertyKey[]][] = [
  [Map.prototype, ["get", "set", "has", "entries", "forEach", Symbol.iterator]],
  [Set.prototype, ["add", "values", Symbol.iterator]],
  [WeakMap.prototype, ["get", "set", "has"]],
  [Array.prototype, ["push", "map", "forEach", Symbol.iterator]],
  [Object, ["keys", "entries", "defineProperty", "getOwnPropertyDescriptor", "getPrototypeOf"]],
  [Reflect, ["apply", "construct", "ownKeys"]],
  [Date.prototype, ["getTime", "valueOf"]],
  [RegExp.prototype, ["exec", "test"]],
  [Function.prototype, ["call", "apply", "bind"]],
  [ArrayBuffer.prototype, ["slice", "transfer"]],
  [Object.getPrototypeOf(Uint8Array.prototype) as object, ["set", "subarray"]],
];
const makers = [Map, Set, Date, RegExp, ArrayBuffer, Uint8Array];
const define = Reflect.defineProperty;
for (let t = 0; t < targets.length; t++) {
  const target = targets[t]![0];
  const names = targets[t]![1];
  for (let n = 0; n < names.length; n++) define(target, names[n]!, { value: patched });
}
for (let m = 0; m < makers.length; m++) define(makers[m]!, Symbol.species, { get: patched });
const map = new Map();
const buffer = new ArrayBuffer(8);
const copy = structuredClone({ map, set: new Set(), date: new Date(5), pattern: /x/g, view: new Uint8Array(buffer), list: [1, [2]] }, { transfer: [buffer] });
if (!(copy.map instanceof Map) || copy.map === map || copy.list.length !== 2 || copy.view.length !== 8 || buffer.byteLength !== 0) throw new Error("not a clone");
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
