// escape: accepted | Constructs builtins with foreign, bound, revoked and proxied targets, to land in another realm's prototypes.
const odd = new Proxy(function () {}, { get: (_, key) => (key === "prototype" ? null : undefined) });
const targets = [odd, (function () {}).bind(null), Symbol, console.log, Math.max];
let foreign = false;
for (const builtin of [Function, Array, Error, Promise, Date, RegExp, Map, Proxy, ArrayBuffer, Intl.Collator]) {
  for (const target of targets) {
    try {
      const made = Reflect.construct(builtin, [() => {}, {}], target as never);
      if (!(made instanceof Object) && Object.getPrototypeOf(made) !== null) foreign = true;
    } catch {
      // Not a constructor, or not with these arguments.
    }
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return foreign ? NaN : sum;
}
