import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RankedSet } from "../../../src/grading/line/ranked-set.ts";

const byValue = (a: number, b: number) => a - b;

describe("a ranked set", () => {
  test("agrees with a sorted array after any additions and deletions", () => {
    const changes = fc.array(fc.tuple(fc.boolean(), fc.nat(60)), { maxLength: 200 });
    fc.assert(
      fc.property(changes, (steps) => {
        const set = new RankedSet(byValue);
        const plain = new Set<number>();
        for (const [isAdded, value] of steps) {
          if (isAdded === plain.has(value)) continue;
          if (isAdded) set.add(value);
          else set.delete(value);
          if (isAdded) plain.add(value);
          else plain.delete(value);
        }
        const sorted = [...plain].toSorted(byValue);
        expect([...set]).toEqual(sorted);
        expect([set.size, set.first]).toEqual([sorted.length, sorted[0]]);
        for (let value = -1; value <= 61; value += 1)
          expect(set.countBefore(value)).toBe(sorted.filter((other) => other < value).length);
      }),
    );
  });

  test.each([
    ["rising", (i: number) => i],
    ["falling", (i: number) => -i],
    ["mixed", (i: number) => (i * 7919) % 20_011],
  ])("needs few comparisons among 20,000 items added in %s order", (_, valueAt) => {
    let comparisons = 0;
    const set = new RankedSet<number>((a, b) => {
      comparisons += 1;
      return a - b;
    });
    const values = Array.from({ length: 20_000 }, (__, i) => valueAt(i));
    for (const value of values) set.add(value);
    // Deleting most of them must leave the rest balanced.
    for (const value of values.slice(0, 10_000)) set.delete(value);
    const most = (work: () => void) => {
      comparisons = 0;
      work();
      return comparisons;
    };
    // log2(10,000) is 13.3; a weight-balanced tree is at most 2.41 times as high.
    for (const value of values.slice(10_000).filter((__, i) => i % 500 === 0)) {
      expect(most(() => set.countBefore(value))).toBeLessThan(33);
      expect(most(() => set.delete(value))).toBeLessThan(33);
      expect(most(() => set.add(value))).toBeLessThan(33);
    }
  });
});
