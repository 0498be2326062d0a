// log: accepted, output-limit-exceeded | Templates of nothing but placeholders, with values that never end, and far more of them than values.
const bomb = new Proxy({}, { ownKeys: () => Array.from({ length: 10_000 }, (_, i) => `k${i}`), getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) });
export function total(values: number[]): number {
  console.log("%s%d%i%f%j%o%O%c%%%x%", bomb, bomb, 1n, Symbol("x"), bomb, bomb, bomb, bomb, bomb, bomb);
  console.log("%".repeat(500), "%s");
  console.log("%s".repeat(500), ...Array.from({ length: 500 }, () => 1));
  console.log("%o", "x".repeat(5_000_000));
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
