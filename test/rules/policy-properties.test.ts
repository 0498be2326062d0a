// Properties of the policy that hold for any attempts and rules.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../src/rules/attempt.ts";
import { scoreAttempts, listStandings } from "../../src/rules/policy.ts";
import {
  type Extension,
  type Rules,
  rules as rulesSchema,
} from "../../src/rules/assignment-rules.ts";
import { attemptAt as at } from "../support/attempts.ts";
import { DAY, DUE } from "../support/plain-policy.ts";

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
