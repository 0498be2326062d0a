// cpu: time-limit-exceeded | Sorts for ever with a comparator that contradicts itself.
export function total(): number {
  const list = new Float64Array(50_000).map((_, i) => (i * 7919) % 50_021);
  let flip = 1;
  for (;;) list.sort(() => (flip = -flip));
}
