// memory: time-limit-exceeded, memory-limit-exceeded, run-time-error | Object.fromEntries and new Set over sources without end

export function total(v: number[]): number {
  const pairs = (function* (): Generator<[string, number]> {
    for (let i = 0; ; i++) yield [`key ${i}`, i];
  })();
  return Object.keys(Object.fromEntries(pairs)).length + v.length;
}
