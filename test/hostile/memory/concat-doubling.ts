// memory: memory-limit-exceeded, time-limit-exceeded | Doubles an array by joining it to itself.
export function total(values: number[]): number {
  let list: unknown[] = [1.5, values, "x"];
  for (;;) list = list.concat(list);
}
