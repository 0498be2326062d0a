// escape: run-time-error, wrong-answer, compile-error | import() inside of the Function constructor, with options whose getters act

export function total(v: number[]): number {
  const load = new Function("name", "options", "return import(name, options)") as (name: unknown, options: unknown) => unknown;
  const options = { get with(): never { throw new Error("asked for the attributes"); } };
  return load({ [Symbol.toPrimitive]: () => "node:child_process" }, options) as number + v.length;
}
