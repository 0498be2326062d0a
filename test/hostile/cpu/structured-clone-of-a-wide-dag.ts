// cpu: accepted, time-limit-exceeded | Clones an object with 2^60 paths, in which everything occurs twice.
let dag: unknown = [1];
for (let i = 0; i < 60; i++) dag = { a: dag, b: [dag, dag] };
const copy = structuredClone(dag) as { a: unknown; b: unknown[] };
if (copy.a !== copy.b[0] || copy.a !== copy.b[1]) throw new Error("copied more than once");
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
