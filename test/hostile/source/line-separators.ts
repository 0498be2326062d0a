// source: accepted | Line separators that end a comment for the engine, and stand inside strings.
let bonus = 1; // the rest of this line is no comment bonus = 0; // nor this bonus -= 0;
const text = "a b c";
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return text.length === 5 ? sum + bonus : NaN;
}
