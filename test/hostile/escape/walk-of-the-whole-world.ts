// escape: accepted | Walks everything reachable from the globals and its arguments, looking for anything that only a host would have.
const forbidden = /^(?:process|require|Isolate|Context|Reference|ExternalCopy|Callback|SharedArrayBuffer|WebAssembly|Atomics|Module|Memory|Buffer|dlopen|binding|postMessage)$/;
const seen = new Set<unknown>();
function walk(thing: unknown): string | undefined {
  const todo = [thing];
  while (todo.length > 0) {
    const next = todo.pop();
    if ((typeof next !== "object" && typeof next !== "function") || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const key of Reflect.ownKeys(next)) {
      const descriptor = Object.getOwnPropertyDescriptor(next, key);
      if (descriptor === undefined) continue;
      if (typeof key === "string" && forbidden.test(key)) return key;
      if (key === "name" && typeof descriptor.value === "string" && forbidden.test(descriptor.value)) return descriptor.value;
      todo.push(descriptor.value, descriptor.get, descriptor.set);
    }
    todo.push(Object.getPrototypeOf(next));
  }
  return undefined;
}
const found = walk([globalThis, async function* () {}, function* () {}, async () => {}, new Map().entries(), "x".matchAll(/x/g)]);
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  if (found !== undefined) throw new Error(`escaped: ${found}`);
  return walk(values) === undefined ? sum : NaN;
}
