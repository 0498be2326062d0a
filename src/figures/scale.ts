// Places numbers on a line, with a few round ones to read off. Small code of its own, because the
// command line draws too, and loading d3 takes longer than drawing.

import { listTicks } from "./ticks.ts";

/** Beyond it, differences of two numbers overflow. */
const LARGEST = 1e300;

export interface Scale {
  /** Where a number is; numbers outside the domain are at its ends. */
  place: (value: number) => number;
  isOutside: (value: number) => boolean;
  ticks: number[];
}

/** `from` and `to` in the picture; the smallest number is at `from`. */
export function makeScale([low, high]: [number, number], from: number, to: number): Scale {
  const span = high - low;
  const place = (value: number) => {
    const inside = Math.max(low, Math.min(high, value));
    return span === 0 ? (from + to) / 2 : from + ((inside - low) / span) * (to - from);
  };
  return {
    place,
    isOutside: (value) => value < low || value > high,
    ticks: listTicks([low, high], TICKS),
  };
}

/** The smallest and the largest; [0, 0] if there are none. Limited to ±1e300. */
export function findDomain(values: readonly (number | null)[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 0];
  const limit = (value: number) => Math.max(-LARGEST, Math.min(LARGEST, value));
  return [limit(low), limit(high)];
}

/**
 * The domain of `main`, wide enough for `others` up to its own span on each side: one wild number
 * must not flatten everything else.
 */
export function widenDomain(
  main: [number, number],
  others: readonly (number | null)[],
): [number, number] {
  const [low, high] = main;
  const span = high - low || Math.max(Math.abs(high), 1);
  const [least, most] = findDomain([...others, low, high]);
  return [Math.max(least, low - span), Math.min(most, high + span)];
}

/** A little wider on both sides, so that points at the edges are whole. */
export function padDomain([low, high]: [number, number]): [number, number] {
  const margin = (high - low) * 0.04;
  return [low - margin, high + margin];
}

const TICKS = 5;

/** "0.25", "12,000", "1.5e-7": short enough for a picture. */
export function formatShort(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3)
    return value
      .toExponential(2)
      .replace(/\.?0+e/, "e")
      .replace("+", "");
  return String(Number(value.toPrecision(4)));
}
