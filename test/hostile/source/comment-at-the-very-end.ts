// source: accepted | Ends in a line comment without a line break, which would swallow the end of a careless wrapper.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
// });