// memory: memory-limit-exceeded, time-limit-exceeded | Turns a sparse array into a dense one by sorting it in place after scattering values through it.
export function total(): number {
  const list: number[] = [];
  for (let i = 0; i < 32_000_000; i += 2) list[i] = 0.5;
  return list.sort().length;
}
