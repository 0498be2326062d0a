// memory: memory-limit-exceeded, time-limit-exceeded | An object with millions of properties, each name interned.
export function total(): number {
  const record: Record<string, number> = {};
  for (let i = 0; ; i++) record["a name of its own, and a long one at that, so that it weighs something " + i] = i;
}
