// escape: accepted | Replaces what a JSON reviver is about to visit by proxies, typed arrays and the global object.
const attacks = [
  () => JSON.parse("[1,[2],{}]", function (this: unknown[], key, value) { if (key === "0") this[1] = new Proxy([1, 2], {}); return value; }),
  () => JSON.parse("[1,[2],{}]", function (this: unknown[], key, value) { if (key === "0") this[2] = new Float64Array(9); return value; }),
  () => JSON.parse('{"a":1,"b":2}', function (this: object, key, value) { if (key === "a") Object.setPrototypeOf(this, globalThis); return value; }),
  () => JSON.stringify([1, 2, 3], new Proxy(["length"], { get: (_, key) => (key === "length" ? 9 : "a") })),
  () => JSON.stringify({ a: [] }, (_, value) => (Array.isArray(value) ? (value.push(value.length < 500 ? [] : 1), value) : value)),
];
for (const attack of attacks) {
  try {
    attack();
  } catch {
    // Thrown is contained.
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
