// A limit that slows down, with a clock that the test controls.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Slowdown } from "../../src/http/slowdown.ts";

const LIMIT = { times: 3, seconds: 3600, firstWaitSeconds: 10, maxWaitSeconds: 60 };

function withClock(limit = LIMIT) {
  const clock = { nowMs: 1000 };
  return { clock, slowdown: new Slowdown(limit, () => clock.nowMs) };
}

describe("Slowdown", () => {
  test("accepts so many, then each after a longer wait, and resets when the period is over", () => {
    const { clock, slowdown } = withClock();
    expect([1, 2, 3].map(() => slowdown.take("a"))).toEqual([
      { kind: "taken", isLastFree: false },
      { kind: "taken", isLastFree: false },
      { kind: "taken", isLastFree: true },
    ]);
    for (const seconds of [10, 20, 40, 60, 60]) {
      expect(slowdown.take("a")).toEqual({ kind: "refused", waitMs: seconds * 1000 });
      clock.nowMs += seconds * 1000 - 1;
      expect(slowdown.take("a")).toEqual({ kind: "refused", waitMs: 1 });
      clock.nowMs += 1;
      expect(slowdown.take("a")).toEqual({ kind: "taken", isLastFree: false });
    }
    expect(slowdown.take("b")).toEqual({ kind: "taken", isLastFree: false });
    clock.nowMs = 1000 + 3600_000;
    expect(slowdown.take("a")).toEqual({ kind: "taken", isLastFree: false });
  });

  test("does not count what is given back", () => {
    const { slowdown } = withClock();
    for (let i = 0; i < 50; i += 1) {
      expect(slowdown.take("a").kind).toBe("taken");
      slowdown.giveBack("a");
    }
    slowdown.giveBack("a");
    expect([1, 2, 3, 4].map(() => slowdown.take("a").kind)).toEqual([
      "taken",
      "taken",
      "taken",
      "refused",
    ]);
  });

  test("allows few tries beyond the free ones in a period, however they are made, and no wait is longer than the maximum", () => {
    const MOST_BEYOND = Math.ceil(3600 / 60) + 6;
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 20_000 }), { minLength: 200, maxLength: 800 }),
        (pauses) => {
          const { clock, slowdown } = withClock();
          const takenAt: number[] = [];
          for (const pauseMs of pauses) {
            clock.nowMs += pauseMs;
            const result = slowdown.take("a");
            if (result.kind === "taken") takenAt.push(clock.nowMs);
            expect(result.kind === "taken" ? 0 : result.waitMs).toBeLessThanOrEqual(60_000);
          }
          const first = takenAt[0]!;
          expect(takenAt.filter((at) => at < first + 3600_000).length).toBeLessThanOrEqual(
            LIMIT.times + MOST_BEYOND,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
