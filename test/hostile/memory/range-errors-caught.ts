// memory: accepted | Asks for far too much in many ways, catches each RangeError, then answers.
const tooMuch = [
  () => "a".repeat(2 ** 30),
  () => new Array(-1),
  () => new ArrayBuffer(2 ** 53 - 1),
  () => new Float64Array(2 ** 40),
  () => 1n << (2n ** 40n),
  () => "".padEnd(2 ** 31, "ab"),
  () => new Array(2 ** 32 - 1).join("ab"),
  () => Math.max.apply(null, { length: 2 ** 32 } as unknown as number[]),
];
export function total(values: number[]): number {
  let refused = 0;
  for (const ask of tooMuch) {
    try {
      ask();
    } catch (error) {
      if (error instanceof RangeError) refused++;
    }
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return refused > 0 ? sum : NaN;
}
