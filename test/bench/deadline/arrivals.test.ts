import { describe, expect, test } from "vitest";
import { makeSeededRandom } from "../../../src/demo/plan.ts";
import { type Arrival, drawArrivals, flood, mergeArrivals, peakRatePerMs } from "./arrivals.ts";
import { drawLogNormalMs, fitLogNormal, meanMs } from "./random.ts";
import { Waits } from "./waits.ts";

const HOUR_MS = 3_600_000;
const RUSH = { students: 50_000, submissionsEach: 2, hours: 4 };
const isInOrder = (arrivals: readonly Arrival[]) =>
  arrivals.every(({ atMs }, i) => i === 0 || atMs >= arrivals[i - 1]!.atMs);

describe("arrivals", () => {
  test("come in order, double in the last hour, and are as many as the students send", () => {
    const arrivals = [...drawArrivals(RUSH, makeSeededRandom(1))];
    expect(isInOrder(arrivals)).toBe(true);
    const hours = Map.groupBy(arrivals, ({ atMs }) => Math.floor(atMs / HOUR_MS));
    expect([...hours.keys()]).toEqual([0, 1, 2, 3]);
    // 20,000 in an hour: the standard deviation is below 1%.
    for (const [hour, { length }] of hours) {
      expect(length / 20_000).toBeGreaterThan(hour === 3 ? 1.96 : 0.97);
      expect(length / 20_000).toBeLessThan(hour === 3 ? 2.04 : 1.03);
    }
    expect(peakRatePerMs(RUSH) * HOUR_MS).toBeCloseTo(40_000, 6);
    expect(Math.max(...arrivals.map(({ student }) => student))).toBeLessThan(RUSH.students);
  });

  test("of a flood and of everyone are merged in order", () => {
    const all = [1, 4, 9].map((atMs) => ({ atMs, student: 1 }));
    const flooding = flood(0, { fromMs: 2, untilMs: 14, everyMs: 3 });
    expect([...mergeArrivals(all, flooding)].map(({ atMs, student }) => [atMs, student])).toEqual([
      [1, 1],
      [2, 0],
      [4, 1],
      [5, 0],
      [8, 0],
      [9, 1],
      [11, 0],
    ]);
  });
});

test("a log-normal distribution is found again from what was drawn from it", () => {
  const random = makeSeededRandom(2);
  const given = { medianMs: 40, sigma: 0.6 };
  const drawn = Array.from({ length: 50_000 }, () => drawLogNormalMs(random, given));
  const found = fitLogNormal(drawn);
  expect(Math.abs(found.medianMs / given.medianMs - 1)).toBeLessThan(0.02);
  expect(Math.abs(found.sigma / given.sigma - 1)).toBeLessThan(0.02);
  const mean = drawn.reduce((sum, ms) => sum + ms, 0) / drawn.length;
  expect(Math.abs(mean / meanMs(given) - 1)).toBeLessThan(0.02);
});

test("waiting times are summed up by their median, 99th percentile and worst", () => {
  const waits = new Waits();
  expect(waits.summarize()).toEqual({ count: 0, p50Ms: 0, p99Ms: 0, worstMs: 0 });
  for (let i = 2000; i > 0; i -= 1) waits.add(i);
  expect(waits.summarize()).toEqual({ count: 2000, p50Ms: 1001, p99Ms: 1981, worstMs: 2000 });
});
