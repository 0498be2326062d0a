// late: run-time-error | A promise subclass whose then is a getter that loops and whose constructor fails.
class Sticky extends Promise<number> {
  static get [Symbol.species](): PromiseConstructor {
    throw new Error("asked for the species");
  }
}
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const sticky = new Sticky((resolve) => resolve(sum));
  Object.defineProperty(sticky, "then", {
    get() {
      for (;;);
    },
  });
  return sticky;
}
