// What the knobs compute in the browser: the error, scales, outlines, texts, and the walk.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Knobs } from "../../src/catalogue/knobs-data.ts";
import { formatNumber } from "../../src/islands/knobs/format-number.ts";
import { chooseLevels, findInterval, outlineLevel } from "../../src/islands/knobs/level-sets.ts";
import { meanSquaredError } from "../../src/islands/knobs/mean-squared-error.ts";
import { listTicks, roundStep } from "../../src/figures/ticks.ts";
import { chooseStep, createScale, snap, spread } from "../../src/islands/knobs/scales.ts";
import {
  beginWalk,
  choosePath,
  goTo,
  isAtBest,
  isOutside,
  listWalked,
  turn,
} from "../../src/islands/knobs/walk.ts";

const POINTS = { x: [1, 2, 3, 4, 5], y: [2, 4, 5, 4, 5] };
const KNOBS: Knobs = {
  ...POINTS,
  range: { w: [-1, 2], b: [-1, 5] },
  start: { w: 0, b: 0 },
  best: { w: 0.6, b: 2.2 },
  paths: [
    { rate: 0.01, w: [0, 0.264, 0.5], b: [0, 0.08, 0.15] },
    { rate: 0.09, w: [0, 2.376], b: [0, 0.72] },
  ],
};
const small = fc.double({ min: -1000, max: 1000, noNaN: true });

describe("the mean squared error", () => {
  test("of the text's data", () => {
    expect(meanSquaredError(POINTS, 0, 0)).toBeCloseTo(17.2, 12);
    expect(meanSquaredError(POINTS, 0.264, 0.08)).toBeCloseTo(10.490176, 12);
    expect(meanSquaredError(POINTS, 0.6, 2.2)).toBeCloseTo(0.48, 12);
  });

  test("of one point, and of numbers that are too large or none", () => {
    expect(meanSquaredError({ x: [2], y: [5] }, 2, 0)).toBe(1);
    expect(meanSquaredError(POINTS, 1e308, 0)).toBe(Infinity);
    expect(meanSquaredError(POINTS, Number.NaN, 0)).toBeNaN();
  });

  test("is nowhere smaller than at the best line", () => {
    fc.assert(
      fc.property(small, small, (w, b) => {
        expect(meanSquaredError(POINTS, w, b)).toBeGreaterThanOrEqual(0.48 - 1e-9);
      }),
    );
  });
});

describe("scales", () => {
  test("map ends to ends, and stay finite", () => {
    const scale = createScale([-1, 3], [200, 0]);
    expect([scale(-1), scale(1), scale(3)]).toEqual([200, 100, 0]);
    for (const value of [1e308, -1e308, Infinity, -Infinity, Number.NaN])
      expect(Number.isFinite(scale(value))).toBe(true);
    expect(scale(1e308)).toBeLessThan(-1000);
  });

  test("values get room on both sides, one value too", () => {
    expect(spread([0, 10], 0.1)).toEqual([-1, 11]);
    expect(spread([7], 0.1)).toEqual([6, 8]);
  });

  test("steps are round", () => {
    expect([0.03, 0.05, 0.06, 1, 3, 70].map(roundStep)).toEqual([0.05, 0.05, 0.1, 1, 5, 100]);
    expect(chooseStep([-1, 2])).toBe(0.05);
    expect(chooseStep([-1, 5])).toBe(0.1);
  });

  test("ticks are multiples of a step inside the interval, and not many", () => {
    expect(listTicks([-1, 2], 5)).toEqual([-1, 0, 1, 2]);
    fc.assert(
      fc.property(small, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, length) => {
        const ticks = listTicks([low, low + length], 5);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - length * 1e-6);
          expect(tick).toBeLessThanOrEqual(low + length * (1 + 1e-6));
        }
      }),
    );
  });

  test("a place is moved to the nearest value of a slider, which can reach the best one", () => {
    expect(snap(0.61, [-1, 2], 0.05)).toBe(0.6);
    expect(snap(2.23, [-1, 5], 0.1)).toBe(2.2);
    expect([snap(-9, [-1, 2], 0.05), snap(9, [-1, 2], 0.05)]).toEqual([-1, 2]);
  });
});

describe("outlines of levels", () => {
  const range = { w: [-1, 2], b: [-1, 5] } as const;

  test("lie on the level, or on the edge", () => {
    for (const level of chooseLevels(0.48, 100, 9)) {
      const outline = outlineLevel(POINTS, range, level, 100);
      expect(outline.length).toBeGreaterThan(20);
      for (const { w, b } of outline) {
        const above = meanSquaredError(POINTS, w, b) - level;
        expect(above).toBeLessThan(1e-6 * level);
        const isOnEdge = w === -1 || w === 2;
        expect(isOnEdge || above > -1e-6 * level).toBe(true);
      }
    }
  });

  test("close between two rows", () => {
    const outline = outlineLevel(POINTS, range, 1, 20);
    const top = Math.max(...outline.map(({ b }) => b));
    const tip = outline.filter(({ b }) => b === top).map(({ w }) => w);
    expect(Math.max(...tip) - Math.min(...tip)).toBeLessThan(0.01);
  });

  test("of one point are strips, and of x = 0 whole rows", () => {
    expect(outlineLevel({ x: [1], y: [2] }, range, 0.25, 10).length).toBeGreaterThan(4);
    const rows = outlineLevel({ x: [0], y: [2] }, range, 1, 6);
    expect(new Set(rows.map(({ w }) => w))).toEqual(new Set([-1, 2]));
    expect(rows.every(({ b }) => b >= 1 && b <= 3)).toBe(true);
  });

  test("are empty, and no error, if numbers are too large", () => {
    expect(outlineLevel({ x: [1e200], y: [1e200] }, range, 1, 10)).toEqual([]);
    expect(findInterval(() => Number.NaN, [0, 1], 1)).toBeUndefined();
    expect(findInterval((w) => w * 1e308 * 10, [-1, 1], 1)).toBeUndefined();
  });

  test("an interval is where the parabola is at most the level", () => {
    const part = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(part, fc.double({ min: 0.1, max: 5, noNaN: true }), part, (at, square, low) => {
        const parabola = (w: number) => square * (w - at) ** 2 + low;
        const found = findInterval(parabola, [-2, 2], low + 1);
        for (let w = -2; w <= 2; w += 0.125) {
          if (Math.abs(parabola(w) - low - 1) < 1e-6) continue;
          const isIn = found !== undefined && w >= found[0] && w <= found[1];
          expect(isIn).toBe(parabola(w) < low + 1);
        }
      }),
    );
  });
});

test.each([
  [0.6, "0.6"],
  [-1.65628, "−1.656"],
  [0, "0"],
  [-0, "0"],
  [123_456, "123500"],
  [0.000_012, "1.20e−5"],
  [1e308, "1.00e+308"],
  [-1e308, "−1.00e+308"],
  [Infinity, "∞"],
  [Number.NaN, "–"],
])("a number has four digits, and a minus: %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

describe("the walk", () => {
  test("begins at the start, and turns one knob at a time", () => {
    const begun = beginWalk(KNOBS);
    expect(begun).toEqual({ place: { w: 0, b: 0 }, path: -1, epoch: 0 });
    expect(turn(turn(begun, { w: 0.5 }), { b: 1 }).place).toEqual({ w: 0.5, b: 1 });
    expect(listWalked(KNOBS, begun)).toEqual([]);
  });

  test("follows a path from its start to its end, and not farther", () => {
    const chosen = choosePath(KNOBS, turn(beginWalk(KNOBS), { w: 1 }), 0);
    expect(chosen.place).toEqual({ w: 0, b: 0 });
    const next = goTo(KNOBS, chosen, 1);
    expect(next.place).toEqual({ w: 0.264, b: 0.08 });
    expect(listWalked(KNOBS, next)).toEqual([
      { w: 0, b: 0 },
      { w: 0.264, b: 0.08 },
    ]);
    expect(goTo(KNOBS, next, 99)).toMatchObject({ epoch: 2, place: { w: 0.5, b: 0.15 } });
    expect(goTo(KNOBS, next, -1).epoch).toBe(0);
  });

  test("without a path, stays where it is", () => {
    const there = turn(goTo(KNOBS, choosePath(KNOBS, beginWalk(KNOBS), 1), 1), { b: 3 });
    expect(there.place).toEqual({ w: 2.376, b: 3 });
    const left = choosePath(KNOBS, there, -1);
    expect(left).toEqual({ place: { w: 2.376, b: 3 }, path: -1, epoch: 0 });
    expect(goTo(KNOBS, left, 1)).toBe(left);
  });

  test("knows the best place, and what is outside", () => {
    const step = { w: 0.05, b: 0.1 };
    expect(isAtBest(KNOBS, { w: 0.6, b: 2.2 }, step)).toBe(true);
    expect(isAtBest(KNOBS, { w: 0.65, b: 2.2 }, step)).toBe(false);
    expect(isAtBest(KNOBS, { w: 0.6, b: 2.1 }, step)).toBe(false);
    expect(isOutside(KNOBS, { w: 2, b: 5 })).toBe(false);
    expect(isOutside(KNOBS, { w: 2.376, b: 0.72 })).toBe(true);
    expect(isOutside(KNOBS, { w: Number.NaN, b: 0 })).toBe(true);
  });
});
