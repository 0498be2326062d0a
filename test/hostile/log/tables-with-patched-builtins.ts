// log: accepted | Patches what a table, a group or a counter might be drawn with, then draws.
const prototypes: object[] = [String.prototype, Array.prototype, Object.prototype, Number.prototype];
const names = ["repeat", "padEnd", "slice", "indexOf", "charCodeAt", "push", "join", "map", "keys", "toString", Symbol.iterator];
const seen: unknown[] = [];
for (let p = 0; p < prototypes.length; p++) {
  for (let n = 0; n < names.length; n++) Reflect.defineProperty(prototypes[p]!, names[n]!, { value() { throw new Error("a patched builtin was called"); } });
}
Reflect.defineProperty(Object.prototype, "0", { set(value) { seen[seen.length] = value; } });
Reflect.defineProperty(Object.prototype, "0,0", { set(value) { seen[seen.length] = value; } });
export function total(values: number[]): number {
  try {
    console.table([{ a: 1, b: "x" }]);
    console.group("g");
    console.log("%s and %d", "a", 1);
    console.groupEnd();
    console.count("c");
  } catch {
    // What counts is that the answer does.
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
