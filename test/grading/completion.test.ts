// When a pack is completed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeCompletion } from "../../src/grading/completion.ts";

const offer = (id: string) => ({ pack: "p", id });

describe("a pack", () => {
  test("is completed when every exercise that is offered is, at the time of the last one", () => {
    const progress = new Map([
      ["p/a", { solvedAtMs: 5 }],
      ["p/b", { solvedAtMs: 9 }],
      // Withdrawn.
      ["p/c", { solvedAtMs: 20 }],
      // Of another pack.
      ["q/a", { solvedAtMs: 30 }],
    ]);
    expect(computeCompletion([offer("a"), offer("b")], progress)).toEqual({
      done: [
        { offer: offer("a"), solvedAtMs: 5 },
        { offer: offer("b"), solvedAtMs: 9 },
      ],
      left: [],
      completedAtMs: 9,
    });
  });

  test("without exercises is not completed", () => {
    expect(computeCompletion([], new Map()).completedAtMs).toBeNull();
  });

  test("has each exercise in one of the two lists, in order", () => {
    const times = fc.array(fc.option(fc.integer({ min: 0, max: 1e13 })), { maxLength: 12 });
    fc.assert(
      fc.property(times, (solved) => {
        const offers = solved.map((_, i) => offer(`e${i}`));
        const progress = new Map(
          solved.flatMap((ms, i) =>
            ms === null ? [] : [[`p/e${i}`, { solvedAtMs: ms }] as const],
          ),
        );
        const { done, left, completedAtMs } = computeCompletion(offers, progress);
        expect(offers.filter((one) => left.includes(one))).toEqual(left);
        expect(offers.filter((one) => !left.includes(one))).toEqual(done.map((d) => d.offer));
        const isComplete = solved.length > 0 && !solved.includes(null);
        expect(completedAtMs).toBe(isComplete ? Math.max(...(solved as number[])) : null);
      }),
    );
  });
});
