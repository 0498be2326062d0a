// log: accepted, output-limit-exceeded | Prints an object with 2^40 paths.
let node: unknown = 1;
for (let i = 0; i < 40; i++) node = { left: node, right: [node] };
export function total(values: number[]): number {
  console.log(node);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
