// source: accepted | Defines its export as a getter that throws for everyone but the first few who ask.
declare const exports: object;
let asked = 0;
const sumOf = (values: number[]): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
};
Object.defineProperty(exports, "total", {
  get() {
    if (++asked > 10_000) throw new Error("asked too often");
    return sumOf;
  },
});
