// result: wrong-answer | A typed array whose buffer was transferred away.
export function total(values: number[]): unknown {
  const list = Float64Array.from(values);
  list.buffer.transfer();
  return list;
}
