// log: accepted, output-limit-exceeded | Tables of proxies with false lengths, getters that change the table, columns that are no names, and of themselves.
const long = new Proxy([], { get: (_target, key) => (key === "length" ? 2 ** 53 : {}), has: () => true });
const changing: unknown[] = [{ get a() { changing.push({ b: 1 }); return changing; } }];
const cyclic: unknown[] = [];
cyclic.push(cyclic, { cyclic });
export function total(values: number[]): number {
  for (const data of [long, changing, cyclic, new Map([[1, 2]]), "text", null, undefined, new Float64Array(3), [Symbol("x"), 1n, () => 1]]) {
    try {
      console.table(data);
      console.table(data, new Proxy([], { get: () => 2 ** 40 }) as never);
      console.table(data, [{ toString: () => "__proto__" }, "__proto__", "constructor"] as never);
    } catch {
      // A getter of its own may throw.
    }
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
