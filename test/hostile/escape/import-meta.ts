// escape: compile-error | Asks where the module was loaded from.
const place = import.meta.url;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return place ? NaN : sum;
}
