// late: run-time-error, wrong-answer | Patches Promise, so that what an async function returns is not told from a number.
const { prototype } = Promise;
Object.defineProperty(prototype, Symbol.toStringTag, { value: "Number" });
prototype.then = undefined as never;
export async function total(values: number[]): Promise<number> {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
