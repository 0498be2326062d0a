// Chooses which of many elements a figure draws.

/**
 * At most `most` of the indices below `count`, evenly spread, with the first, the last and those in
 * `always`.
 */
export function thin(count: number, most: number, always: readonly number[] = []): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  const chosen = new Set(always.filter((i) => i >= 0 && i < count).slice(0, most));
  chosen.add(0);
  chosen.add(count - 1);
  const rest = Math.max(0, most - chosen.size);
  for (let k = 0; k < rest; k++) chosen.add(Math.floor(((k + 0.5) * count) / rest));
  return [...chosen].sort((a, b) => a - b);
}

/** Seven digits are enough for a drawing, and keep reports short. */
export function shorten(value: number): number {
  return Number(value.toPrecision(7));
}

export function shortenAll(values: (number | null)[]): (number | null)[] {
  return values.map((value) => (value === null ? null : shorten(value)));
}
