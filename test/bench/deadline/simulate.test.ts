// The simulation against formulas of queueing theory, examples by hand, and conservation.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSeededRandom } from "../../../src/demo/plan.ts";
import { type Arrival, mergeArrivals } from "./arrivals.ts";
import { drawPauseMs } from "./random.ts";
import { type Graded, type Scenario, simulate } from "./simulate.ts";

const SERVICE_MS = 100;

function collect(scenario: Partial<Scenario> & Pick<Scenario, "arrivals">) {
  const graded: Graded[] = [];
  const totals = simulate(
    { graders: 1, drawServiceMs: () => SERVICE_MS, mostWaitingEach: Infinity, ...scenario },
    (one) => graded.push(one),
  );
  return { totals, graded };
}

/** Independent arrivals, each by another student, so that the line is first come, first served. */
function drawStrangers(count: number, ratePerMs: number): Arrival[] {
  const random = makeSeededRandom(7);
  let atMs = 0;
  return Array.from({ length: count }, (_, student) => {
    atMs += drawPauseMs(random, ratePerMs);
    return { atMs, student };
  });
}

function meanWaitMs(graded: readonly Graded[]): number {
  const sum = graded.reduce((total, one) => total + one.startedMs - one.arrivedMs, 0);
  return sum / graded.length;
}

/** The probability of waiting with c servers that a requests keep busy (Erlang's C formula). */
function erlangC(c: number, a: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 0; k < c; k += 1) {
    sum += term;
    term *= a / (k + 1);
  }
  const full = (term * c) / (c - a);
  return full / (sum + full);
}

describe("the mean waiting time", () => {
  test.each([0.3, 0.6, 0.8])(
    "with one grader, equal times and load %d is that of the M/D/1 queue, within 5 percent",
    (load) => {
      const { graded } = collect({ arrivals: drawStrangers(200_000, load / SERVICE_MS) });
      const expectedMs = (load * SERVICE_MS) / (2 * (1 - load));
      expect(meanWaitMs(graded) / expectedMs).toBeGreaterThan(0.95);
      expect(meanWaitMs(graded) / expectedMs).toBeLessThan(1.05);
    },
  );

  test("with four graders and exponential times is that of the M/M/4 queue, within 5 percent", () => {
    const [c, a] = [4, 3.2];
    const random = makeSeededRandom(8);
    const { graded } = collect({
      arrivals: drawStrangers(200_000, a / SERVICE_MS),
      graders: c,
      drawServiceMs: () => drawPauseMs(random, 1 / SERVICE_MS),
    });
    const expectedMs = (erlangC(c, a) * SERVICE_MS) / (c - a);
    expect(meanWaitMs(graded) / expectedMs).toBeGreaterThan(0.95);
    expect(meanWaitMs(graded) / expectedMs).toBeLessThan(1.05);
  });
});

describe("each submission", () => {
  test("is refused or graded exactly once, never by more graders than there are, also with graders lost", () => {
    const scenario = fc.record({
      pausesMs: fc.array(fc.nat(150), { maxLength: 60 }),
      students: fc.integer({ min: 1, max: 8 }),
      graders: fc.integer({ min: 2, max: 5 }),
      mostWaitingEach: fc.integer({ min: 1, max: 3 }),
      lost: fc.integer({ min: 0, max: 1 }),
      atMs: fc.nat(3000),
      noticeMs: fc.nat(500),
    });
    fc.assert(
      fc.property(scenario, ({ pausesMs, students, lost, atMs, noticeMs, ...fields }) => {
        let sentMs = 0;
        const arrivals = pausesMs.map((pauseMs, i): Arrival => {
          // No two at the same time, so that the time names the submission.
          sentMs += pauseMs + 1;
          return { atMs: sentMs, student: (i * 5) % students };
        });
        const { totals, graded } = collect({
          ...fields,
          arrivals,
          loss: { atMs, graders: lost, noticeMs },
        });
        expect(totals.accepted + totals.refused).toBe(arrivals.length);
        expect(totals.graded).toBe(totals.accepted);
        expect(new Set(graded.map(({ arrivedMs }) => arrivedMs)).size).toBe(totals.accepted);
        for (const { startedMs } of graded) {
          const beside = graded.filter((o) => o.startedMs <= startedMs && startedMs < o.endedMs);
          expect(beside.length).toBeLessThanOrEqual(fields.graders);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("whose grader is lost starts again in its place, once that is noticed and a grader is free", () => {
    const at = (atMs: number, student: number) => ({ atMs, student });
    const { graded } = collect({
      arrivals: [at(0, 1), at(1, 2), at(2, 3)],
      graders: 2,
      loss: { atMs: 50, graders: 1, noticeMs: 20 },
    });
    expect(graded.map(({ student, startedMs, starts }) => [student, startedMs, starts])).toEqual([
      [2, 1, 1],
      [1, 101, 2],
      [3, 201, 1],
    ]);
  });

  test("of a student who floods is refused beyond the limit, and comes after everyone's first", () => {
    const flooding = Array.from({ length: 400 }, (_, i) => ({ atMs: i, student: 0 }));
    const others = [1, 2].map((student) => ({ atMs: 20.5, student }));
    const { graded, totals } = collect({
      arrivals: mergeArrivals(flooding, others),
      mostWaitingEach: 2,
    });
    expect(graded.map(({ student }) => student)).toEqual([0, 0, 0, 1, 2, 0, 0]);
    expect([totals.accepted, totals.refused, totals.mostWaiting]).toEqual([7, 395, 4]);
  });
});
