// How far two programs make the same mistake, cell by cell.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AnsweredCase,
  computeShare,
  findWrongFields,
  isLikely,
  measureAgreement,
} from "../../../grader/explain/agreement.ts";
import { EXACT } from "../../../grader/compare/tolerance.ts";
import type { Value } from "../../../grader/isolate/codec.ts";

const answer = (expected: Value, output: Value | undefined): AnsweredCase => ({
  expected,
  tolerance: EXACT,
  output,
  accepted: undefined,
  isUnknown: false,
});

function measure(answered: AnsweredCase[], known: (Value | undefined)[]) {
  const outputs = answered.map(({ output }) => output);
  return measureAgreement(
    answered,
    findWrongFields(answered, outputs),
    known,
    findWrongFields(answered, known),
  );
}

describe("agreement", () => {
  test("counts the fields that have the same wrong value", () => {
    const answered = [answer({ loss: 1, w: [2] }, { loss: 3, w: [4] }), answer(5, 6)];
    expect(measure(answered, [{ loss: 3, w: [2] }, 6])).toEqual({ same: 2, either: 3 });
    expect(measure(answered, [{ loss: 9, w: [4] }, 5])).toEqual({ same: 1, either: 3 });
  });

  test("a value that only one of them gets wrong counts against it", () => {
    expect(measure([answer(1, 1)], [2])).toEqual({ same: 0, either: 1 });
    expect(measure([answer(1, 2)], [1])).toEqual({ same: 0, either: 1 });
    expect(measure([answer(1, 1)], [1])).toEqual({ same: 0, either: 0 });
  });

  test("uses the tolerance of the field", () => {
    const answered: AnsweredCase[] = [
      {
        ...answer({ a: 1, b: 1 }, { a: 2, b: 2 }),
        tolerance: { rtol: 0, atol: 0, fields: { b: { rtol: 0, atol: 0.1 } } },
      },
    ];
    expect(measure(answered, [{ a: 2.05, b: 2.05 }])).toEqual({ same: 1, either: 2 });
  });

  test("a case without output agrees with nothing", () => {
    expect(measure([answer(1, undefined)], [undefined])).toEqual({ same: 0, either: 0 });
    expect(measure([answer(1, undefined)], [2])).toEqual({ same: 0, either: 1 });
    expect(measure([answer(1, 2)], [undefined])).toEqual({ same: 0, either: 1 });
  });

  test("a case that a limit ended is left out", () => {
    expect(measure([{ ...answer(1, undefined), isUnknown: true }], [2])).toEqual({
      same: 0,
      either: 0,
    });
  });

  test("where a checker decides, the same output is as wrong", () => {
    const refused = { ...answer(1, 2), accepted: false };
    expect(measure([refused], [2])).toEqual({ same: 1, either: 1 });
    expect(measure([refused], [3])).toEqual({ same: 0, either: 1 });
    expect(measure([{ ...refused, accepted: true }], [2])).toEqual({ same: 0, either: 0 });
  });
});

describe("for any outputs", () => {
  const outputs = fc.array(
    fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.integer({ min: 0, max: 2 }) }),
    { minLength: 1, maxLength: 12 },
  );
  const three = fc
    .tuple(outputs, outputs, outputs)
    .map((lists) => lists.map((list) => list.slice(0, Math.min(...lists.map((l) => l.length)))));

  test("the share is from 0 to 1, and the same in both directions", () => {
    fc.assert(
      fc.property(three, ([expected, first, second]) => {
        const there = measure(
          expected!.map((value, i) => answer(value, first![i])),
          second!,
        );
        const back = measure(
          expected!.map((value, i) => answer(value, second![i])),
          first!,
        );
        expect(there).toEqual(back);
        expect(computeShare(there)).toBeGreaterThanOrEqual(0);
        expect(computeShare(there)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("a right program agrees with no mistake", () => {
    fc.assert(
      fc.property(three, ([expected, known]) => {
        const agreement = measure(
          expected!.map((value) => answer(value, value)),
          known!,
        );
        expect(agreement.same).toBe(0);
        expect(isLikely(agreement)).toBe(false);
      }),
    );
  });

  test("a wrong program agrees with itself in every wrong field", () => {
    fc.assert(
      fc.property(three, ([expected, first]) => {
        const { same, either } = measure(
          expected!.map((value, i) => answer(value, first![i])),
          first!,
        );
        expect(same).toBe(either);
      }),
    );
  });
});

test("a mistake is likely from a quarter of the cells on, if these are at least three", () => {
  expect(isLikely({ same: 3, either: 12 })).toBe(true);
  expect(isLikely({ same: 3, either: 13 })).toBe(false);
  expect(isLikely({ same: 2, either: 2 })).toBe(false);
});
