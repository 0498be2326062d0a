// cpu: time-limit-exceeded, memory-limit-exceeded | one toLocaleString of nested arrays that doubles at each level

export function total(v: number[]): number {
  let a: unknown = [1];
  for (let i = 0; i < 40; i++) a = [a, a];
  return (a as number[]).toLocaleString().length + v.length;
}
