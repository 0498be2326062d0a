// A line is the best one exactly if no line near it has a smaller error.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLowest } from "../../../grader/knobs/is-lowest.ts";

const X = [1, 2, 3, 4, 5];
const Y = [2, 4, 5, 4, 5];

describe("the best line", () => {
  test("of the text's data is w = 0.6, b = 2.2, and not what the text prints", () => {
    expect(isLowest(X, Y, { w: 0.6, b: 2.2 })).toBe(true);
    expect(isLowest(X, Y, { w: 0.6, b: 1.5999999999999996 })).toBe(false);
    expect(isLowest(X, Y, { w: 0.600001, b: 2.2 })).toBe(false);
  });

  test("through one point is any line through it", () => {
    expect(isLowest([2], [5], { w: 2, b: 1 })).toBe(true);
    expect(isLowest([2], [5], { w: 0, b: 5 })).toBe(true);
    expect(isLowest([2], [5], { w: 2, b: 2 })).toBe(false);
  });

  test("is nothing that is not finite", () => {
    expect(isLowest(X, Y, { w: Number.NaN, b: 0 })).toBe(false);
    expect(isLowest(X, Y, { w: 1e308, b: 1e308 })).toBe(false);
  });

  test("by the formula is accepted, and one beside it is not", () => {
    const integer = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(
        fc.uniqueArray(integer, { minLength: 2, maxLength: 20 }),
        fc.array(integer, { minLength: 20, maxLength: 20 }),
        fc.constantFrom<[number, number]>([0.01, 0], [-0.01, 0], [0, 0.1], [0, -0.1]),
        (x, all, [dw, db]) => {
          const y = all.slice(0, x.length);
          const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
          const [mx, my] = [mean(x), mean(y)];
          const w =
            x.reduce((sum, xi, i) => sum + (xi - mx) * (y[i]! - my), 0) /
            x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
          const b = my - w * mx;
          expect(isLowest(x, y, { w, b })).toBe(true);
          expect(isLowest(x, y, { w: w + dw, b: b + db })).toBe(false);
        },
      ),
    );
  });
});
