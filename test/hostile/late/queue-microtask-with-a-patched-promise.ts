// late: accepted | Patches what a queue of microtasks might be made of, then uses it with functions and with what is none.
Object.defineProperty(Promise, Symbol.species, { get() { throw new Error("species"); } });
Promise.prototype.then = function () { throw new Error("then"); } as never;
Promise.resolve = function () { throw new Error("resolve"); } as never;
export function total(values: number[]): number {
  for (const callback of [() => undefined, undefined, null, {}, new Proxy(() => undefined, {}), "text"]) {
    try {
      queueMicrotask(callback as never);
    } catch {
      // What counts is that the answer does.
    }
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
