// late: wrong-answer | A result whose getters patch the builtins while the encoder is at work.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return {
    get a() {
      JSON.stringify = () => String(sum);
      Object.keys = () => ["a"];
      Array.isArray = (() => true) as unknown as typeof Array.isArray;
      return sum;
    },
    get b() {
      Number.prototype.toString = () => String(sum);
      return sum;
    },
  };
}
