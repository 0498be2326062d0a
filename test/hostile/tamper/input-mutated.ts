// tamper: accepted | Empties, fills and freezes its input after adding it up.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  values.length = 0;
  values.push(NaN, NaN, NaN);
  Object.setPrototypeOf(values, null);
  Object.freeze(values);
  return sum;
}
