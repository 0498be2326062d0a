// The submission that is compiled once while a slot's program is built, so that the parsers' code is
// stored as compiled. It uses what submissions usually use.

export const FIRST = `// A comment.
export type Row = readonly number[];
export interface Layer { weights: number[][]; bias?: Row }
export class Value<T extends number = number> {
  private readonly parents: Set<Value> = new Set();
  static count = 0;
  constructor(public data: T, readonly label: string = "") { Value.count += 1; }
  get isRoot(): boolean { return this.parents.size === 0; }
}
const dot = (a: Row, b: Row): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
export function forward({ weights, bias = [] }: Layer, input: Row, ...rest: unknown[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === undefined || rest.length > 9) continue;
    out.push(Math.max(0, dot(weights[i] as number[], input) + (bias[i] ?? 0)));
  }
  for (const [name, value] of Object.entries({ ...input, out })) {
    switch (name) { case "length": break; default: void value?.toString(); }
  }
  let n = out.length;
  while (n-- > 0 && !/^[a-z]+$/i.test(String(n))) out[n]! **= n % 2 ? 1 : 2;
  try { if (n > 1e3) throw new Error(\`too many: \${n}\`); } catch (error) { console.log(error); }
  return out.map((x) => x / 2).filter(Boolean).sort((a, b) => a - b);
}
export const first = 1, second = 2;
export default forward;
`;
