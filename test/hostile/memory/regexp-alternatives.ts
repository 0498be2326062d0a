// memory: run-time-error, memory-limit-exceeded, time-limit-exceeded | A regular expression of a million alternatives, which the compiler holds outside the heap.
export function total(): number {
  const source = Array.from({ length: 400_000 }, (_, i) => "w" + i).join("|");
  return new RegExp(source, "iu").test("nothing of that kind") ? 1 : 0;
}
