// late: run-time-error, wrong-answer | A proxy around a promise, with traps that count how often they are asked and answer otherwise each time.
let asked = 0;
export function total(values: number[]): unknown {
  return new Proxy(Promise.resolve(values.length), {
    get(target, key) {
      asked += 1;
      if (key === Symbol.toStringTag) return asked % 2 === 0 ? "Promise" : "Object";
      return asked % 3 === 0 ? () => values.length : Reflect.get(target, key);
    },
    getPrototypeOf: () => (asked % 2 === 0 ? null : Number.prototype),
  });
}
