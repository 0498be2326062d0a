// The round numbers of an axis: for the figures of reports, and for drawings in the browser.

export type Interval = readonly [number, number];

/** 1, 2 or 5 times a power of ten: the smallest such step that is at least `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const times = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return tidy(times * power);
}

/** Multiples of a round step in the interval; about `count` of them. Its ends if it is too narrow. */
export function listTicks([low, high]: Interval, count: number): number[] {
  if (!(high > low)) return [low];
  const step = roundStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const length = Math.floor(high / step + 1e-9) - first + 1;
  // Beyond 2^53 steps from zero, neighbouring multiples are the same number.
  if (!(length >= 1 && length <= 4 * count)) return [low, high];
  return Array.from({ length }, (_, i) => tidy((first + i) * step));
}

/** 0.3, not 0.30000000000000004. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
