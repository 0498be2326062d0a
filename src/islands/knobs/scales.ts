// From values to pixels, and which values a slider has.

import { type Interval, roundStep, tidy } from "../../figures/ticks.ts";

/** Farther out than any drawing. A browser draws nothing at all for numbers that are much larger. */
const FAR_PX = 1e5;

/** Maps the ends of `from` to the ends of `to`. What lies far outside stays finite. */
export function createScale(from: Interval, to: Interval): (value: number) => number {
  const [low, high] = from;
  const [start, end] = to;
  return (value) => {
    const px = start + ((value - low) / (high - low)) * (end - start);
    return Number.isNaN(px) ? start : Math.min(FAR_PX, Math.max(-FAR_PX, px));
  };
}

/** The ends of some values, with room of that share on both sides; never empty. */
export function spread(values: readonly number[], share: number): Interval {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = high > low ? (high - low) * share : 1;
  return [low - room, high + room];
}

/** How far a slider moves with one press of a key: fifty to a hundred presses from end to end. */
export function chooseStep([low, high]: Interval): number {
  return roundStep((high - low) / 100);
}

/** The nearest value that a slider can have. */
export function snap(value: number, [low, high]: Interval, step: number): number {
  const within = Math.min(high, Math.max(low, value));
  return tidy(Math.min(high, low + Math.round((within - low) / step) * step));
}
