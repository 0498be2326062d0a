// Who may ask the reference, in every combination of exam, rule and state of an assignment.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Work } from "../../src/assignments/assignments.ts";
import { chooseReferenceAccess } from "../../src/reference-answers/reference-access.ts";

const ADMISSIONS = {
  counts: {
    kind: "counts",
    number: 1,
    attemptsLeft: null,
    worth: 1,
    lateUnits: null,
    lateFactor: 1,
    dueAtMs: null,
    lateUntilMs: null,
  },
  early: { kind: "early", opensAtMs: 1 },
  late: { kind: "late", dueAtMs: 1, lateUntilMs: null },
  overLimit: { kind: "overLimit", limit: 1 },
  tooSoon: { kind: "tooSoon", untilMs: 1 },
} as const satisfies Record<Work["admission"]["kind"], Work["admission"]>;
const KINDS = Object.keys(ADMISSIONS) as (keyof typeof ADMISSIONS)[];
/** By hand: in which states something sent could still count, or could if attempts allowed it. */
const RESTRICTS: Record<keyof typeof ADMISSIONS, boolean> = {
  counts: true,
  overLimit: true,
  tooSoon: true,
  early: false,
  late: false,
};

const makeWork = (kind: keyof typeof ADMISSIONS, mayAskReference: boolean) => ({
  admission: ADMISSIONS[kind],
  assignment: { mayAskReference },
});

describe("with one assignment", () => {
  const combinations = KINDS.flatMap((kind) =>
    [true, false].flatMap((rule) =>
      [null, 1000, Infinity].map((examEndMs) => ({ kind, rule, examEndMs })),
    ),
  );

  test.each(combinations)("$kind, rule $rule, exam until $examEndMs", (one) => {
    const { kind, rule, examEndMs } = one;
    const work = makeWork(kind, rule);
    const access = chooseReferenceAccess(examEndMs, [work]);
    const withheld = RESTRICTS[kind] && !rule;
    const withoutExam = withheld ? { kind: "off", work } : { kind: "open" };
    expect(access).toEqual(examEndMs === null ? withoutExam : { kind: "exam", endMs: examEndMs });
  });
});

test("without assignments, only an exam forbids it", () => {
  expect(chooseReferenceAccess(null, [])).toEqual({ kind: "open" });
  expect(chooseReferenceAccess(5, [])).toEqual({ kind: "exam", endMs: 5 });
});

test("with any number of assignments, one open assignment without permission is enough", () => {
  const works = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), rule: fc.boolean() }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(works, (list) => {
      const access = chooseReferenceAccess(
        null,
        list.map(({ kind, rule }) => makeWork(kind, rule)),
      );
      const isWithheld = list.some(({ kind, rule }) => RESTRICTS[kind] && !rule);
      expect(access.kind).toBe(isWithheld ? "off" : "open");
    }),
  );
});
