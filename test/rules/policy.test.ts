import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../src/rules/attempt.ts";
import { scoreAttempts, type ScoreQuery, listStandings } from "../../src/rules/policy.ts";
import { type Extension, type Rules, rules as rulesSchema } from "../../src/rules/rules.ts";
import { attemptAt as at } from "../support/attempts.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DUE = 10 * DAY;

const plain: Rules = {
  opensAtMs: 0,
  dueAtMs: DUE,
  graceMinutes: 0,
  lateUntilMs: null,
  freeCompileErrors: false,
  late: { kind: "refused" },
  attempts: { kind: "unlimited" },
  counts: "best",
};
const score = (attempts: Attempt[], rules: Partial<Rules> = {}, others: Partial<ScoreQuery> = {}) =>
  scoreAttempts({
    attempts,
    rules: { ...plain, ...rules },
    extension: null,
    override: null,
    maxPoints: 100,
    ...others,
  });

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

describe("for any attempts and rules", () => {
  const instant = fc.oneof(
    fc.integer({ min: 0, max: 20 * DAY }),
    fc.constantFrom(DUE - 1, DUE, DUE + 1, DUE + DAY, DUE + DAY + 1),
  );
  const anyRules: fc.Arbitrary<Rules> = fc
    .record({
      opensAtMs: fc.option(fc.integer({ min: 0, max: 4 * DAY })),
      dueAtMs: fc.option(fc.integer({ min: 5 * DAY, max: 15 * DAY })),
      graceMinutes: fc.integer({ min: 0, max: 1440 }),
      lateUntilMs: fc.option(fc.integer({ min: 5 * DAY, max: 20 * DAY })),
      freeCompileErrors: fc.boolean(),
      late: fc.oneof(
        fc.constant({ kind: "refused" as const }),
        fc.constant({ kind: "free" as const }),
        fc.record({
          kind: fc.constant("deduction" as const),
          percent: fc.integer({ min: 1, max: 100 }),
          per: fc.constantFrom("hour", "day"),
          floorPercent: fc.integer({ min: 0, max: 100 }),
        }),
      ),
      attempts: fc.oneof(
        fc.constant({ kind: "unlimited" as const }),
        fc.record({ kind: fc.constant("limited" as const), count: fc.integer({ min: 1, max: 5 }) }),
        fc.record({
          kind: fc.constant("spaced" as const),
          minutes: fc.integer({ min: 1, max: 3000 }),
        }),
        fc
          .array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 5 })
          .map((points) => ({ kind: "worth" as const, points: points.toSorted((a, b) => b - a) })),
      ),
      counts: fc.constantFrom("best" as const, "last" as const),
    })
    .filter((made) => rulesSchema.safeParse(made).success);
  const anyAttempts = fc
    .array(
      fc.record({
        submittedAtMs: instant,
        share: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 8 }),
        purpose: fc.oneof(
          { weight: 4, arbitrary: fc.constant({}) },
          fc.constant({ saidToCount: false }),
          fc.constant({ isPractice: true, saidToCount: false }),
        ),
        failsToCompile: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
        allowance: fc.option(
          fc.record({ withLateRule: fc.boolean(), reason: fc.constant("because") }),
          { freq: 2 },
        ),
      }),
      { maxLength: 8 },
    )
    .map((list) =>
      list.map(({ submittedAtMs, share, purpose, failsToCompile, allowance }, i): Attempt => {
        const compiled = share === null || !failsToCompile;
        return at(submittedAtMs, compiled ? share : 0, {
          id: `a${i}`,
          compiled,
          allowance,
          ...purpose,
        });
      }),
    );
  const maxPoints = fc.constantFrom(0, 0.337, 1, 10, 100);
  const anyExtension: fc.Arbitrary<Extension> = fc.record({
    dueAtMs: fc.option(instant),
    extraAttempts: fc.integer({ min: 0, max: 3 }),
  });

  test("the score is between nothing and everything", () => {
    fc.assert(
      fc.property(
        anyAttempts,
        anyRules,
        fc.option(anyExtension),
        maxPoints,
        (attempts, rules, extension, max) => {
          const { points } = scoreAttempts({
            attempts,
            rules,
            extension,
            override: null,
            maxPoints: max,
          });
          expect(points === null || (points >= 0 && points <= max)).toBe(true);
        },
      ),
    );
  });

  test("an attempt that earns more never lowers the score", () => {
    fc.assert(
      fc.property(
        anyAttempts,
        anyRules,
        fc.option(anyExtension),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, rules, extension, which, more) => {
          const query = { rules, extension, override: null, maxPoints: 100 };
          const raised = attempts.map((attempt, i) =>
            i === which % attempts.length && attempt.share !== null && attempt.compiled
              ? { ...attempt, share: Math.max(attempt.share, more) }
              : attempt,
          );
          const [before, after] = [
            scoreAttempts({ ...query, attempts }).points,
            scoreAttempts({ ...query, attempts: raised }).points,
          ];
          expect(after ?? -1).toBeGreaterThanOrEqual(before ?? -1);
        },
      ),
    );
  });

  test("an extension never lowers it, even one that moves the due time forward", () => {
    fc.assert(
      fc.property(anyAttempts, anyRules, anyExtension, (attempts, rules, extension) => {
        const query = { attempts, rules, override: null, maxPoints: 100 };
        expect(scoreAttempts({ ...query, extension }).points ?? -1).toBeGreaterThanOrEqual(
          scoreAttempts({ ...query, extension: null }).points ?? -1,
        );
      }),
    );
  });

  test("an attempt that was announced not to count, or that staff let count, never lowers it; and without it the score is unchanged", () => {
    fc.assert(
      fc.property(
        anyAttempts,
        anyRules,
        fc.option(anyExtension),
        instant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        fc.boolean(),
        (attempts, rules, extension, submittedAtMs, share, isPractice, isAllowed) => {
          const query = { rules, extension, override: null, maxPoints: 100 };
          const before = scoreAttempts({ ...query, attempts }).points;
          const more = at(submittedAtMs, share, {
            id: "more",
            saidToCount: false,
            isPractice,
            allowance: isAllowed ? { withLateRule: false, reason: "because" } : null,
          });
          expect(
            scoreAttempts({ ...query, attempts: [...attempts, more] }).points ?? -1,
          ).toBeGreaterThanOrEqual(before ?? -1);
        },
      ),
    );
  });

  test("letting any attempt count never lowers it", () => {
    fc.assert(
      fc.property(
        anyAttempts,
        anyRules,
        fc.option(anyExtension),
        fc.nat(),
        fc.boolean(),
        (attempts, rules, extension, which, withLateRule) => {
          const query = { rules, extension, override: null, maxPoints: 100 };
          const without = attempts.map((attempt, i) =>
            i === which % attempts.length ? { ...attempt, allowance: null } : attempt,
          );
          const letCount = without.map((attempt, i) =>
            i === which % attempts.length
              ? { ...attempt, allowance: { withLateRule, reason: "because" } }
              : attempt,
          );
          expect(
            scoreAttempts({ ...query, attempts: letCount }).points ?? -1,
          ).toBeGreaterThanOrEqual(scoreAttempts({ ...query, attempts: without }).points ?? -1);
        },
      ),
    );
  });

  test("the order in which attempts are given does not matter", () => {
    const shuffled = anyAttempts.chain((attempts) =>
      fc.tuple(
        fc.constant(attempts),
        fc.shuffledSubarray(attempts, { minLength: attempts.length }),
      ),
    );
    fc.assert(
      fc.property(
        shuffled,
        anyRules,
        fc.option(anyExtension),
        ([attempts, other], rules, extension) => {
          const query = { rules, extension, override: null, maxPoints: 100 };
          expect(scoreAttempts({ ...query, attempts: other })).toEqual(
            scoreAttempts({ ...query, attempts }),
          );
        },
      ),
    );
  });

  test("if the best counts and nothing limits attempts, their order in time does not matter", () => {
    const withOtherShares = anyAttempts.chain((attempts) =>
      fc.tuple(
        fc.constant(attempts),
        fc.shuffledSubarray(
          attempts.map(({ share }) => share),
          { minLength: attempts.length },
        ),
      ),
    );
    fc.assert(
      fc.property(withOtherShares, anyRules, ([attempts, shares], rules) => {
        const query = {
          rules: {
            ...rules,
            opensAtMs: null,
            dueAtMs: null,
            attempts: { kind: "unlimited" as const },
            counts: "best" as const,
          },
          extension: null,
          override: null,
          maxPoints: 100,
        };
        const alike = attempts.map((attempt) => ({
          ...attempt,
          compiled: true,
          isPractice: false,
        }));
        const swapped = alike.map((attempt, i) => ({ ...attempt, share: shares[i]! }));
        expect(scoreAttempts({ ...query, attempts: swapped }).points).toBe(
          scoreAttempts({ ...query, attempts: alike }).points,
        );
      }),
    );
  });

  test("every attempt is counted or excluded for one reason", () => {
    fc.assert(
      fc.property(anyAttempts, anyRules, fc.option(anyExtension), (attempts, rules, extension) => {
        const { counted, ignored } = scoreAttempts({
          attempts,
          rules,
          extension,
          override: null,
          maxPoints: 100,
        });
        const standings = [
          ...listStandings({ attempts, rules, extension, maxPoints: 100 }).values(),
        ];
        expect(standings).toHaveLength(attempts.length);
        const leftOut = standings.filter(
          (standing) => !standing.counts && standing.why === "practice",
        ).length;
        // Of those that may only raise the score, one does, and the others are not among those that
        // count.
        const spare = standings.filter(
          (standing) =>
            standing.counts &&
            !standing.usesAttempt &&
            !standing.isChosen &&
            standing.points !== null,
        ).length;
        expect(counted + Object.values(ignored).reduce((sum, count) => sum + count, 0)).toBe(
          attempts.length - leftOut - spare,
        );
      }),
    );
  });

  test("the standing of the attempt that counts is the score", () => {
    fc.assert(
      fc.property(anyAttempts, anyRules, fc.option(anyExtension), (attempts, rules, extension) => {
        const { points, from } = scoreAttempts({
          attempts,
          rules,
          extension,
          override: null,
          maxPoints: 100,
        });
        const chosen = [...listStandings({ attempts, rules, extension, maxPoints: 100 })].filter(
          ([, standing]) => standing.counts && standing.isChosen,
        );
        expect(chosen.map(([id, standing]) => [id, standing.counts && standing.points])).toEqual(
          from === undefined ? [] : [[from.id, points]],
        );
      }),
    );
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
