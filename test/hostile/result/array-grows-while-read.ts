// result: wrong-answer | A list that appends to itself whenever it is read.
export function total(): unknown {
  const list: number[] = [];
  const grow = () => {
    Object.defineProperty(list, list.length, { configurable: true, enumerable: true, get: () => (grow(), 6) });
  };
  grow();
  return list;
}
