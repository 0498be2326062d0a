// log: accepted | Format strings with more specifiers than arguments, arguments that are bombs, and huge widths.
let nested: unknown[] = [];
for (let i = 0; i < 40; i++) nested = [nested, nested];
export function total(values: number[]): number {
  console.log("%s%o%O%d%i%f%j%c%%%".repeat(100), Symbol("s"), nested, { toString: null }, 1n, NaN);
  console.log("%999999999d %.999999999f %*d %n %hhn %s", 1, 2, 3);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
