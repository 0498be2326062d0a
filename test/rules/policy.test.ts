import { describe, expect, test } from "vitest";
import type { Attempt } from "../../src/rules/attempt.ts";
import { listStandings } from "../../src/rules/policy.ts";
import {
  type Extension,
  type Rules,
  rules as rulesSchema,
} from "../../src/rules/assignment-rules.ts";
import { attemptAt as at } from "../support/attempts.ts";
import { DAY, DUE, HOUR, MINUTE, plain, score } from "../support/plain-policy.ts";

describe("scoreAttempts", () => {
  test("the best, or the last, of the attempts in time", () => {
    const attempts = [at(1 * DAY, 0.5), at(2 * DAY, 0.92), at(3 * DAY, 0.7), at(11 * DAY, 1)];
    expect(score(attempts)).toMatchObject({
      points: 92,
      from: { id: "at-172800000", number: 2, lateUnits: null },
      counted: 3,
      ignored: { late: 1 },
    });
    expect(score(attempts, { counts: "last" })).toMatchObject({ points: 70, from: { number: 3 } });
    expect(score([])).toMatchObject({ points: null, from: undefined, counted: 0 });
  });

  test.each([
    ["on the minute", DUE, 100, null],
    ["a millisecond late is a day late", DUE + 1, 90, 1],
    ["a day to the millisecond is one day", DUE + DAY, 90, 1],
    ["then the second begins", DUE + DAY + 1, 80, 2],
    ["never below the floor", DUE + 30 * DAY, 40, 30],
  ])("percent for each day begun: %s", (_, submittedAtMs, points, lateUnits) => {
    expect(
      score([at(submittedAtMs, 1)], {
        late: { kind: "deduction", percent: 10, per: "day", floorPercent: 40 },
      }),
    ).toMatchObject({ points, from: { lateUnits } });
  });

  test("within the grace period it is on time, after it late since the due time", () => {
    const rules: Partial<Rules> = {
      graceMinutes: 90,
      late: { kind: "deduction", percent: 5, per: "hour", floorPercent: 0 },
    };
    expect(score([at(DUE + 90 * MINUTE, 1)], rules)).toMatchObject({
      points: 100,
      from: { lateUnits: null },
    });
    expect(score([at(DUE + 91 * MINUTE, 1)], rules)).toMatchObject({
      points: 90,
      from: { lateUnits: 2 },
    });
    expect(score([at(DUE + 90 * MINUTE, 1)], { graceMinutes: 90 })).toMatchObject({ points: 100 });
    expect(score([at(DUE + 91 * MINUTE, 1)], { graceMinutes: 90 })).toMatchObject({
      points: null,
      ignored: { late: 1 },
    });
  });

  test("being late may be free", () => {
    expect(score([at(DUE + 90 * DAY, 1)], { late: { kind: "free" } })).toMatchObject({
      points: 100,
      from: { lateUnits: null },
    });
  });

  test("a limited number of attempts; waiting ones are among them", () => {
    const attempts = [at(1, 0.1), at(2, null), at(3, 0.3), at(4, 1)];
    expect(score(attempts, { attempts: { kind: "limited", count: 3 } })).toMatchObject({
      points: 30,
      counted: 3,
      waiting: 1,
      ignored: { overLimit: 1 },
    });
  });

  test("an attempt before the opening, or too soon after another, does not count and delays no other", () => {
    const spaced: Partial<Rules> = { opensAtMs: DAY, attempts: { kind: "spaced", minutes: 10 } };
    const attempts = [
      at(DAY - 1, 1),
      at(DAY, 0.2),
      at(DAY + 9 * MINUTE, 0.9),
      at(DAY + 10 * MINUTE, 0.4),
      at(DAY + 19 * MINUTE, 0.9),
    ];
    expect(score(attempts, spaced)).toMatchObject({
      points: 40,
      counted: 2,
      ignored: { early: 1, tooSoon: 2 },
    });
  });

  test("10, 7, 5: the k-th attempt earns at most the k-th", () => {
    const worth: Partial<Rules> = { attempts: { kind: "worth", points: [10, 7, 5] } };
    expect(score([at(1, 0.2), at(2, 0.9), at(3, 1), at(4, 1)], worth)).toMatchObject({
      points: 63,
      from: { number: 2, worth: 0.7 },
      ignored: { overLimit: 1 },
    });
    expect(score([at(1, 0.2), at(2, 0.3), at(3, 1)], worth)).toMatchObject({
      points: 50,
      from: { number: 3, worth: 0.5 },
    });
  });

  test("an extension moves the due time and adds attempts; the page can show that it did", () => {
    const extension: Extension = { dueAtMs: DUE + 2 * DAY, extraAttempts: 1 };
    const attempts = [at(DAY, 0.5), at(DUE + DAY, 0.8), at(DUE + 3 * DAY, 1)];
    expect(
      score(attempts, { attempts: { kind: "limited", count: 1 } }, { extension }),
    ).toMatchObject({
      points: 80,
      from: { needsExtension: true, lateUnits: null },
      counted: 2,
      ignored: { late: 1 },
    });
    expect(score(attempts.slice(0, 1), {}, { extension })).toMatchObject({
      points: 50,
      from: { needsExtension: false },
    });
  });

  test("if the last counts, an extension does not make a worse one count", () => {
    const attempts = [at(DAY, 0.9), at(DUE + DAY, 0.4)];
    expect(
      score(
        attempts,
        { counts: "last" },
        { extension: { dueAtMs: DUE + 2 * DAY, extraAttempts: 0 } },
      ),
    ).toMatchObject({ points: 90, from: { number: 1, needsExtension: false } });
  });

  test("an override is the score, and the earned score stays visible", () => {
    expect(
      score([at(1, 0.4)], {}, { override: { points: 75, reason: "the tests were down" } }),
    ).toMatchObject({
      points: 75,
      earned: 40,
      from: undefined,
      override: { reason: "the tests were down" },
    });
  });
});

describe("what may only raise a score", () => {
  const unsaid = { saidToCount: false };
  const practice = { isPractice: true, saidToCount: false };
  const allowed = (withLateRule = true) => ({
    allowance: { withLateRule, reason: "the site was down" },
  });
  const extension: Extension = { dueAtMs: DUE + 2 * DAY, extraAttempts: 0 };
  const standings = (
    attempts: Attempt[],
    rules: Partial<Rules> = {},
    given: Extension | null = null,
  ) => listStandings({ attempts, rules: { ...plain, ...rules }, extension: given, maxPoints: 100 });

  test("late work counts after an extension, and a worse one takes nothing away", () => {
    const late = at(DUE + DAY, 0.9, unsaid);
    expect(score([at(DAY, 0.5), late])).toMatchObject({
      points: 50,
      counted: 1,
      ignored: { late: 1 },
    });
    expect(score([at(DAY, 0.5), late], {}, { extension })).toMatchObject({
      points: 90,
      from: { id: late.id, number: 2, needsExtension: true },
      counted: 2,
    });
    expect(score([at(DAY, 0.95), late], { counts: "last" }, { extension })).toMatchObject({
      points: 95,
      from: { number: 1 },
      counted: 1,
    });
    expect(score([late], {}, { rules: { ...plain, dueAtMs: DUE + 3 * DAY } })).toMatchObject({
      points: 90,
      from: { needsExtension: false },
    });
  });

  test("an additional attempt that was announced not to count uses none, so that those announced to count afterwards still do", () => {
    const attempts = [at(DAY, 0.2), at(DUE + HOUR, 0.1, unsaid), at(DUE + 2 * HOUR, 0.8)];
    expect(
      score(attempts, { attempts: { kind: "limited", count: 2 } }, { extension }),
    ).toMatchObject({ points: 80, from: { number: 2 }, counted: 2 });
    expect(
      score(attempts, { attempts: { kind: "worth", points: [10, 7] } }, { extension }),
    ).toMatchObject({ points: 56, from: { worth: 0.7 } });
  });

  test("practice never counts, unless staff let it", () => {
    const attempts = [at(DAY, 0.5), at(2 * DAY, 1, practice)];
    expect(score(attempts)).toMatchObject({
      points: 50,
      counted: 1,
      ignored: { early: 0, late: 0, overLimit: 0, tooSoon: 0, notCompiled: 0 },
    });
    expect(standings(attempts).get(attempts[1]!.id)).toEqual({ counts: false, why: "practice" });
    expect(score([attempts[0]!, { ...attempts[1]!, ...allowed() }])).toMatchObject({
      points: 100,
      from: { id: attempts[1]!.id, allowance: { reason: "the site was down" } },
      counted: 2,
    });
  });

  test("an attempt that staff let count is judged by its real time, with or without the late deduction", () => {
    const rules: Partial<Rules> = {
      late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
      lateUntilMs: DUE + DAY,
    };
    const late = at(DUE + 2 * DAY, 1, unsaid);
    expect(score([late], rules)).toMatchObject({ points: null, ignored: { late: 1 } });
    expect(score([{ ...late, ...allowed() }], rules)).toMatchObject({
      points: 80,
      from: { lateUnits: 2, lateFactor: 0.8 },
    });
    expect(score([{ ...late, ...allowed(false) }], rules)).toMatchObject({
      points: 100,
      from: { lateUnits: null },
    });
    expect(score([{ ...late, ...allowed() }], { late: { kind: "refused" } })).toMatchObject({
      points: 100,
      from: { lateUnits: null },
    });
    expect(score([at(-1, 0.4, { ...unsaid, ...allowed() })])).toMatchObject({ points: 40 });
  });

  test("an attempt that staff let count uses none; its value is that of the next number, or the last of the list", () => {
    const extra = at(2, 1, { ...practice, ...allowed() });
    const worth: Partial<Rules> = { attempts: { kind: "worth", points: [10, 7, 5] } };
    expect(score([at(1, 0.5), extra, at(3, 0.9), at(4, 0.9)], worth)).toMatchObject({
      points: 70,
      from: { id: extra.id, worth: 0.7, number: 2 },
      counted: 4,
      ignored: { overLimit: 0 },
    });
    expect(
      score([at(-3, 0), at(-2, 0), at(-1, 0), extra], { ...worth, opensAtMs: null }),
    ).toMatchObject({ points: 50, from: { worth: 0.5 } });
    expect(score([at(1, 0.1), extra], { attempts: { kind: "limited", count: 1 } })).toMatchObject({
      points: 100,
    });
  });

  test("at most one of them counts, the best", () => {
    const attempts = [
      at(DUE + 1, 0.6, { ...unsaid, ...allowed() }),
      at(DUE + 2, 0.8, { ...unsaid, ...allowed() }),
    ];
    expect(score(attempts, { counts: "last" })).toMatchObject({ points: 80, counted: 1 });
    expect([...standings(attempts).values()]).toMatchObject([
      { counts: true, points: 60, isChosen: false, usesAttempt: false },
      { counts: true, points: 80, isChosen: true, isAllowed: true },
    ]);
  });
});

describe("the last day for late work", () => {
  const rules: Partial<Rules> = {
    late: { kind: "deduction", percent: 10, per: "day", floorPercent: 50 },
    lateUntilMs: DUE + 2 * DAY,
  };
  test("ends late work to the millisecond", () => {
    expect(score([at(DUE + 2 * DAY, 1)], rules)).toMatchObject({ points: 80 });
    expect(score([at(DUE + 2 * DAY + 1, 1)], rules)).toMatchObject({
      points: null,
      ignored: { late: 1 },
    });
    expect(score([at(DUE + 2 * DAY + 1, 1)], { ...rules, late: { kind: "free" } })).toMatchObject({
      points: null,
    });
    expect(score([at(DUE + 30 * DAY, 1)], { late: { kind: "free" } })).toMatchObject({
      points: 100,
    });
  });
  test("is moved by an extension that reaches beyond it, and by no other", () => {
    const beyond: Extension = { dueAtMs: DUE + 3 * DAY, extraAttempts: 0 };
    expect(
      score([at(DUE + 3 * DAY + MINUTE, 1)], { ...rules, graceMinutes: 1 }, { extension: beyond }),
    ).toMatchObject({ points: 100 });
    expect(
      score(
        [at(DUE + 3 * DAY + MINUTE + 1, 1)],
        { ...rules, graceMinutes: 1 },
        { extension: beyond },
      ),
    ).toMatchObject({ points: null });
    expect(
      score([at(DUE + 2 * DAY, 1)], rules, { extension: { dueAtMs: DUE + DAY, extraAttempts: 0 } }),
    ).toMatchObject({ points: 90 });
    expect(
      score([at(DUE + 2 * DAY + 1, 1)], rules, {
        extension: { dueAtMs: DUE + DAY, extraAttempts: 0 },
      }),
    ).toMatchObject({ points: null });
  });
});

describe("a compile error", () => {
  const free: Partial<Rules> = { freeCompileErrors: true, attempts: { kind: "limited", count: 1 } };
  test("uses no attempt, by the rule; while it waits it uses one", () => {
    const broken = at(1, 0, { compiled: false });
    expect(score([broken, at(2, 0.7)], free)).toMatchObject({
      points: 70,
      counted: 1,
      from: { number: 1 },
      ignored: { notCompiled: 1 },
    });
    expect(score([broken, at(2, 0.7)], { ...free, freeCompileErrors: false })).toMatchObject({
      points: 0,
      counted: 1,
      ignored: { overLimit: 1 },
    });
    expect(score([at(1, null), at(2, 0.7)], free)).toMatchObject({
      points: null,
      waiting: 1,
      ignored: { overLimit: 1 },
    });
  });
  test("delays no later attempt", () => {
    expect(
      score([at(1, 0, { compiled: false }), at(2, 0.7)], {
        freeCompileErrors: true,
        attempts: { kind: "spaced", minutes: 10 },
      }),
    ).toMatchObject({ points: 70, ignored: { tooSoon: 0 } });
  });
  test("does not count even if staff let it", () => {
    expect(
      score(
        [
          at(1, 0, {
            compiled: false,
            isPractice: true,
            allowance: { withLateRule: true, reason: "x" },
          }),
        ],
        free,
      ),
    ).toMatchObject({ points: null });
  });
});

describe("rules", () => {
  const problems = (given: unknown) =>
    rulesSchema.safeParse(given).error?.issues.map(({ path }) => path.join(".")) ?? [];
  test.each([
    ["due before the opening", { ...plain, opensAtMs: DUE }, ["dueAtMs"]],
    ["a negative grace period", { ...plain, graceMinutes: -1 }, ["graceMinutes"]],
    [
      "a deduction of nothing",
      { ...plain, late: { kind: "deduction", percent: 0, per: "day", floorPercent: 0 } },
      ["late.percent"],
    ],
    ["no attempt", { ...plain, attempts: { kind: "limited", count: 0 } }, ["attempts.count"]],
    [
      "a later attempt that is worth more",
      { ...plain, attempts: { kind: "worth", points: [5, 7] } },
      ["attempts.points"],
    ],
    ["an unknown rule", { ...plain, half: true }, [""]],
  ])("refused: %s", (_, given, paths) => expect(problems(given)).toEqual(paths));
  test("accepted: the rules used above", () => expect(problems(plain)).toEqual([]));
});
