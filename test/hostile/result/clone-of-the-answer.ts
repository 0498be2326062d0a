// result: accepted | The right number, cloned over and over in Maps and lists on its way.
export function total(values: number[]): number {
  const copies = structuredClone(new Map([["values", values]])).get("values")!;
  return structuredClone(structuredClone(copies).reduce((a, b) => a + b, 0));
}
