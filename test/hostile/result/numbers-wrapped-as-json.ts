// result: wrong-answer | an answer in an object of JSON.rawJSON, inside of a boxed number with a toJSON of its own

interface RawJson { rawJSON(text: string): object }
export function total(v: number[]): unknown {
  const sum = v.reduce((a, b) => a + b, 0);
  const boxed = Object.assign(Object(sum) as object, { toJSON: () => sum, raw: (JSON as unknown as RawJson).rawJSON("1") });
  return boxed;
}
