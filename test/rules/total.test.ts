// The weighted total: its value, and its bounds.

import fc from "fast-check";
import { expect, test } from "vitest";
import { type TotalPart, computeWeightedTotal } from "../../src/rules/total.ts";

const part = (fields: Partial<TotalPart> = {}): TotalPart => ({
  points: 10,
  maxPoints: 10,
  weight: 1,
  isOver: false,
  ...fields,
});

const parts = fc.array(
  fc
    .record({
      points: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      maxPoints: fc.integer({ min: 1, max: 100 }),
      weight: fc.integer({ min: 0, max: 5 }),
      isOver: fc.boolean(),
    })
    .map((one) => ({ ...one, points: one.points === null ? null : one.points * one.maxPoints })),
  { maxLength: 12 },
);

test.each<[string, TotalPart[], number | null]>([
  ["nothing", [], null],
  ["nothing that counts yet", [part({ points: null })], null],
  ["an assignment that is over without a score is 0", [part({ points: null, isOver: true })], 0],
  [
    "points out of different maxima count alike",
    [part({ points: 5, maxPoints: 10 }), part({ points: 100, maxPoints: 100 })],
    75,
  ],
  ["weights", [part({ points: 0, weight: 1 }), part({ points: 10, weight: 3 })], 75],
  ["weights of zero", [part({ weight: 0 })], null],
  ["two decimals", [part({ points: 1, maxPoints: 3 })], 33.33],
  ["more than everything, set by hand", [part({ points: 12 })], 120],
  [
    "an assignment that is not due and has no score is left out",
    [part({ points: 8 }), part({ points: null, weight: 100 })],
    80,
  ],
])("%s", (_, given, expected) => {
  expect(computeWeightedTotal(given)).toBe(expected);
});

test("is between 0 and 100, whatever the weights", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const total = computeWeightedTotal(given);
      expect(total === null || (total >= 0 && total <= 100)).toBe(true);
    }),
  );
});

test("does not depend on the order, nor on the unit of the weights", () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 50 }), (given, unit) => {
      const total = computeWeightedTotal(given);
      const others = [
        computeWeightedTotal(given.toReversed()),
        computeWeightedTotal(given.map((one) => ({ ...one, weight: one.weight * unit }))),
      ];
      for (const other of others)
        expect(other === null ? null : Math.abs(other - total!) <= 0.01 + 1e-9).toBe(
          total === null ? null : true,
        );
    }),
  );
});

test("never falls when one score rises", () => {
  fc.assert(
    fc.property(parts, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (given, at, more) => {
      const index = given.length === 0 ? -1 : at % given.length;
      const chosen = given[index];
      fc.pre(chosen !== undefined && chosen.points !== null);
      const raised = given.with(index, {
        ...chosen,
        points: chosen.points + more * (chosen.maxPoints - chosen.points),
      });
      expect((computeWeightedTotal(raised) ?? 0) >= (computeWeightedTotal(given) ?? 0)).toBe(true);
    }),
  );
});

test("lies between the worst and the best of what counts", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const total = computeWeightedTotal(given);
      fc.pre(total !== null);
      const shares = given
        .filter(({ points, isOver, weight }) => (points !== null || isOver) && weight > 0)
        .map(({ points, maxPoints }) => (100 * (points ?? 0)) / maxPoints);
      expect(total).toBeGreaterThanOrEqual(Math.min(...shares) - 0.01);
      expect(total).toBeLessThanOrEqual(Math.max(...shares) + 0.01);
    }),
  );
});
