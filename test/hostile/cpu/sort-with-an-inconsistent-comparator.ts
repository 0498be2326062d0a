// cpu: time-limit-exceeded | Sorts a million numbers with a comparator that contradicts itself.
export function total(): number {
  const list = new Float64Array(1_000_000).map((_, i) => (i * 7919) % 1_000_003);
  let flip = 1;
  for (let round = 0; round < 100; round++) list.sort(() => (flip = -flip));
  return list[0]!;
}
