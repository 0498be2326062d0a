// source: accepted | Places where it takes a real parser to tell a division from a regular expression.
let a = 4, g = 2, i = 1;
const b = a++ /g/ i;
const c = (a) /g/ i;
const d = [1] ? /[/*}`]/g : /}/;
const e = `${a /g/ i}${/`}/.source}${`${{ a }.a /g/ i}`}`;
if (a) /}/.test("}");
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return b === 2 && c === 2.5 && d.source === "[/*}`]" && e === "2.5`}2.5" ? sum : NaN;
}
