// escape: accepted | Changes length and kind of arrays from inside the builtins that walk them.
const shrink = (list: unknown[]) => ((list.length = 0), (list[100_000] = {}), 0);
const attacks: ((list: unknown[]) => unknown)[] = [
  (list) => list.sort(() => shrink(list)),
  (list) => list.splice({ valueOf: () => shrink(list) } as never, 500, {}, {}),
  (list) => list.concat(Object.defineProperty([1], 0, { get: () => shrink(list) }), list),
  (list) => list.lastIndexOf({}, { valueOf: () => shrink(list) } as never),
  (list) => list.slice({ valueOf: () => shrink(list) } as never),
  (list) => list.flatMap(() => (shrink(list), list)),
  (list) => Array.from(list, () => shrink(list)),
  (list) => list.join({ toString: () => (shrink(list), ",") } as never).length,
  (list) => list.fill(1.5, 0, { valueOf: () => (shrink(list), 900) } as never),
  (list) => list.copyWithin(0, { valueOf: () => (shrink(list), 3) } as never),
  (list) => list.reduceRight(() => shrink(list)),
  (list) => Math.max.apply(null, new Proxy(list, { get: (_, key) => (key === "length" ? 500 : shrink(list)) }) as number[]),
];
for (const attack of attacks) {
  for (const make of [() => new Array(1000).fill(1), () => new Array(1000).fill(1.1), () => new Array(1000).fill({})]) {
    try {
      attack(make());
    } catch {
      // Thrown is contained.
    }
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
