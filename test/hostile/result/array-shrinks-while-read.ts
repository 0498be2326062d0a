// result: wrong-answer | A list whose first element, when read, empties the list.
export function total(values: number[]): unknown {
  const list = values.concat(1, 2, 3);
  Object.defineProperty(list, 0, {
    configurable: true,
    enumerable: true,
    get() {
      list.length = 0;
      return 6;
    },
  });
  return list;
}
