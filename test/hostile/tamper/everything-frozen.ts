// tamper: accepted | Freezes the globals and everything reachable from them.
const frozen = new Set<unknown>();
function freeze(thing: unknown): void {
  if ((typeof thing !== "object" && typeof thing !== "function") || thing === null || frozen.has(thing)) return;
  frozen.add(thing);
  if (thing !== globalThis && !ArrayBuffer.isView(thing)) Object.freeze(thing);
  for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(thing))) {
    freeze(descriptor.value);
    freeze(descriptor.get);
  }
  freeze(Object.getPrototypeOf(thing));
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
freeze(globalThis);
Object.preventExtensions(globalThis);
