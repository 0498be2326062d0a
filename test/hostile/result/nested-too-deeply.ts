// result: output-limit-exceeded | A hundred thousand levels of lists.
export function total(values: number[]): unknown {
  let nested: unknown = values;
  for (let i = 0; i < 100_000; i++) nested = [nested];
  return nested;
}
