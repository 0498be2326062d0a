// The distribution of the scores that count: ten bands of a tenth of the points each, and one for
// full marks.

import { computeMedian } from "./median.ts";

export const BANDS = 10;

export interface ScoreDistribution {
  /**
   * The i-th: from i tenths of the points to under i + 1 tenths. The last, beyond `BANDS`: full
   * marks, or more if staff gave more.
   */
  counts: number[];
  students: number;
  mean: number | null;
  median: number | null;
}

export function distributeScores(points: readonly number[], maxPoints: number): ScoreDistribution {
  const counts = Array.from({ length: BANDS + 1 }, () => 0);
  for (const value of points) counts[chooseBand(value, maxPoints)]! += 1;
  const sum = points.reduce((total, value) => total + value, 0);
  return {
    counts,
    students: points.length,
    mean: points.length === 0 ? null : sum / points.length,
    median: computeMedian(points),
  };
}

function chooseBand(points: number, maxPoints: number): number {
  if (points >= maxPoints) return BANDS;
  // 7 of 10 is the band of seven tenths, although 7 / 10 * 10 need not be 7 in floating point. Less
  // than full marks is never in the last band.
  return Math.min(BANDS - 1, Math.max(0, Math.floor((points / maxPoints) * BANDS + 1e-9)));
}
