// result: wrong-answer | An element that is a different number at each reading.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  let reads = 0;
  const list = [sum, sum];
  Object.defineProperty(list, 0, { enumerable: true, get: () => sum + reads++ });
  return list;
}
