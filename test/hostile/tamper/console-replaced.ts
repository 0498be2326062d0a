// tamper: accepted | Replaces the console by an object that throws on every use.
Object.defineProperty(globalThis, "console", {
  get() {
    throw new Error("the console was touched");
  },
});
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
