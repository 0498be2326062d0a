// log: accepted | Patches everything that a console might use to put a line together, then prints.
const prototypes: object[] = [String.prototype, Number.prototype, RegExp.prototype, Symbol.prototype, BigInt.prototype, Array.prototype];
const names = ["toString", "valueOf", "join", "map", "slice", "concat", "push", "exec", "test", "replace", "toLocaleString", Symbol.iterator, Symbol.toPrimitive];
for (let p = 0; p < prototypes.length; p++) {
  for (let n = 0; n < names.length; n++) {
    Reflect.defineProperty(prototypes[p]!, names[n]!, {
      value() {
        throw new Error("a patched builtin was called");
      },
    });
  }
}
export function total(values: number[]): number {
  try {
    console.log("text", 1.5, -0, 10n, values, { key: /x/ }, [undefined, null]);
  } catch {
    // What counts is that the answer does.
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
