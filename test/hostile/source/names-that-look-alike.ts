// source: accepted | Names with combining marks, astral letters, escapes and joiners.
const \u{73}\u0075m0f = 0, ｓum = 1, ѕum = 2, 𝒔um = 3, s\u200cum = 4, s\u200dum = 5, caf\u00e9 = 6, cafe\u0301 = 7;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return [sum0f, ｓum, ѕum, 𝒔um, s\u200cum, s\u200dum, café, café].every((value, i) => value === i) ? sum : NaN;
}
