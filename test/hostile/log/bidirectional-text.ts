// log: accepted | Turns the direction of text around, so that a line reads as something else.
export function total(values: number[]): number {
  console.log("\u202edetpecca\u202c \u2066\u2067\u2068\u2069\u200f\u200e\u061c", "a\u0300".repeat(50) + "\u0489".repeat(200), "\u{e0041}\u{e007f}\ufeff\u200b");
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
