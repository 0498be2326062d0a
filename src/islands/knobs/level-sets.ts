// The regions in which the mean squared error is at most a level, as outlines.
//
// At a fixed b the error is a parabola in w, so three values give all others. Where it is at most
// the level is one interval. The ends of these intervals, from row to row, are the outline.

import { meanSquaredError, type Points } from "./mean-squared-error.ts";
import type { Interval } from "../../figures/ticks.ts";

export interface Corner {
  w: number;
  b: number;
}

/** Clockwise or not; empty if no row touches the region. */
export function outlineLevel(
  points: Points,
  range: { w: Interval; b: Interval },
  level: number,
  rows: number,
): Corner[] {
  const left: Corner[] = [];
  const right: Corner[] = [];
  const [low, high] = range.b;
  const findAt = (b: number) => findInterval((w) => meanSquaredError(points, w, b), range.w, level);
  const add = (b: number) => {
    const interval = findAt(b);
    if (interval === undefined) return;
    left.push({ w: interval[0], b });
    right.push({ w: interval[1], b });
  };
  const rowAt = (row: number) => low + ((high - low) * row) / rows;
  let wasIn = false;
  for (let row = 0; row <= rows; row++) {
    const isIn = findAt(rowAt(row)) !== undefined;
    // The region begins or ends between two rows.
    if (row > 0 && isIn !== wasIn)
      add(
        isIn
          ? findEnd(findAt, rowAt(row), rowAt(row - 1))
          : findEnd(findAt, rowAt(row - 1), rowAt(row)),
      );
    add(rowAt(row));
    wasIn = isIn;
  }
  return [...left, ...right.toReversed()];
}

const HALVINGS = 20;

/** The last b in the region on the way from a row inside to one outside. */
function findEnd(findAt: (b: number) => Interval | undefined, from: number, to: number): number {
  let [inside, outside] = [from, to];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = inside + (outside - inside) / 2;
    if (findAt(middle) === undefined) outside = middle;
    else inside = middle;
  }
  return inside;
}

/**
 * Where a parabola that opens upwards is at most `level`, cut to the range. A constant is
 * everywhere or nowhere.
 */
export function findInterval(
  parabola: (w: number) => number,
  [low, high]: Interval,
  level: number,
): Interval | undefined {
  const half = (high - low) / 2;
  const middle = low + half;
  const [left, centre, right] = [parabola(low), parabola(middle), parabola(high)];
  // In t = (w − middle) / half:  square·t² + slope·t + centre
  const square = (left + right) / 2 - centre;
  const slope = (right - left) / 2;
  if (!Number.isFinite(square) || !Number.isFinite(slope)) return undefined;
  if (square <= Number.EPSILON * (Math.abs(left) + Math.abs(right)))
    return centre <= level ? [low, high] : undefined;
  const inside = slope ** 2 - 4 * square * (centre - level);
  if (!(inside >= 0)) return undefined;
  const ends = [-1, 1].map(
    (sign) => middle + (half * (-slope + sign * Math.sqrt(inside))) / (2 * square),
  );
  const [from, to] = [Math.max(low, ends[0]!), Math.min(high, ends[1]!)];
  return from <= to ? [from, to] : undefined;
}

/**
 * From close to the smallest error up to the largest in the range. Their roots are evenly spaced,
 * and so are the outlines, since the error grows with the square of the distance.
 */
export function chooseLevels(smallest: number, largest: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => smallest + (largest - smallest) * ((count - i) / (count + 1)) ** 2,
  );
}
