// escape: accepted | Hands require names that act when they are turned into text, and climbs from whatever it throws.
declare const require: ((name: unknown) => unknown) | undefined;
let escaped = false;
const names = [
  { toString: () => "node:fs" },
  { [Symbol.toPrimitive]: () => "fs" },
  { get toString() { throw new Proxy({}, {}); } },
  Symbol("fs"),
  "",
];
for (const name of names) {
  try {
    if (require !== undefined && require(name) !== undefined) escaped = true;
  } catch (error) {
    const make = (error as Error).constructor.constructor as FunctionConstructor;
    if (make !== Function || make("return typeof process")() !== "undefined") escaped = true;
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return escaped ? NaN : sum;
}
