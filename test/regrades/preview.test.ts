// The preview as a function of its arguments: who goes up and down, in which order, and what "never
// lower" would preserve.

import { expect, test } from "vitest";
import { countChanges, computeDifference, previewRegrade } from "../../src/regrades/preview.ts";
import type { Material } from "../../src/scoring/collect-material.ts";
import { attemptAt } from "../support/attempts.ts";
import { NO_RULES } from "../support/regrade-world.ts";

const one = (share: number | null, extra: Partial<Material> = {}): Material => ({
  attempts: [attemptAt(0, share, { id: "a" })],
  judgeErrors: [],
  extension: null,
  override: null,
  floor: null,
  ...extra,
});
const none: Material = {
  attempts: [],
  judgeErrors: [],
  extension: null,
  override: null,
  floor: null,
};
const preview = (people: Record<string, [Material, Material]>) =>
  previewRegrade({
    before: new Map(Object.entries(people).map(([id, [before]]) => [id, before])),
    after: new Map(Object.entries(people).map(([id, [, after]]) => [id, after])),
    rules: NO_RULES,
    maxPoints: 100,
  });
const override = { points: 70, reason: "by hand" };

test("the largest change comes first, and the counts match the chosen way of applying", () => {
  const changes = preview({
    a: [one(0.5), one(0.6)],
    b: [one(1), one(0.2)],
    c: [one(0.3), one(0.3)],
    d: [one(0), one(0.5)],
  });
  expect(changes.map(({ userId }) => userId)).toEqual(["b", "d", "a", "c"]);
  expect(changes.map((change) => computeDifference(change))).toEqual([-80, 50, 10, 0]);
  expect(countChanges(changes, "all")).toEqual({ up: 2, down: 1, same: 1 });
  expect(countChanges(changes, "never-lower")).toEqual({ up: 2, down: 0, same: 2 });
  expect(changes[0]).toMatchObject({
    floor: 100,
    after: { "never-lower": { points: 100, isKept: true } },
  });
});

test("an override stays, and the score under it is preserved as well", () => {
  const [change] = preview({ a: [one(1, { override }), one(0.4, { override })] });
  expect(change).toMatchObject({
    before: { points: 70 },
    after: { all: { points: 70 }, "never-lower": { points: 70 } },
    floor: 100,
  });
});

test("a score that would disappear is a loss, and a new one is a gain", () => {
  const changes = preview({ a: [one(0), none], b: [one(null), one(0)], c: [none, none] });
  expect(countChanges(changes, "all")).toEqual({ up: 1, down: 1, same: 1 });
  expect(changes.find(({ userId }) => userId === "a")).toMatchObject({
    after: { all: { points: null }, "never-lower": { points: 0 } },
  });
});

test("no score falls below a floor of an earlier regrade", () => {
  const [change] = preview({ a: [one(0.8, { floor: 90 }), one(0.1, { floor: 90 })] });
  expect(change).toMatchObject({
    before: { points: 90 },
    after: { all: { points: 90 } },
    floor: null,
  });
});
