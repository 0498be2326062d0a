// tamper: wrong-answer | Patches sets and maps, so that an encoder that relies on them never sees its own cycle.
Set.prototype.has = Map.prototype.has = WeakSet.prototype.has = WeakMap.prototype.has = () => false;
Array.prototype.includes = () => false;
Array.prototype.indexOf = () => -1;
export function total(values: number[]): unknown {
  const ring: unknown[] = [values];
  ring.push(ring);
  return ring;
}
