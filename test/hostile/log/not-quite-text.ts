// log: accepted | Prints NUL characters, lone surrogates, line separators and noncharacters.
export function total(values: number[]): number {
  console.log("\0\0\0", "\ud800", "\udc00\ud800", "\u2028\u2029\u0085\v\f", "\uffff\ufffe\u{10ffff}", { "\0\ud800": "\udfff" });
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
