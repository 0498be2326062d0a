// result: wrong-answer, run-time-error | a list whose getters push to it while it is read

export function total(v: number[]): unknown {
  const list: unknown[] = [1, 2, 3];
  Object.defineProperty(list, 0, { enumerable: true, configurable: true, get: () => (list.length < 1000 ? list.push(list) : v.length) });
  return list;
}
