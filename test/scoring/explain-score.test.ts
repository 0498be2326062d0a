import { describe, expect, test } from "vitest";
import { explainScore } from "../../src/scoring/explain-score.ts";
import type { Attempt } from "../../src/rules/attempt.ts";
import { scoreAttempts, type ScoreQuery } from "../../src/rules/policy.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { attemptAt as at } from "../support/attempts.ts";

const DAY = 86_400_000;
const DUE = 10 * DAY;
const plain: Rules = {
  opensAtMs: DAY,
  dueAtMs: DUE,
  graceMinutes: 0,
  lateUntilMs: null,
  freeCompileErrors: false,
  late: { kind: "deduction", percent: 8, per: "day", floorPercent: 0 },
  attempts: { kind: "unlimited" },
  counts: "best",
};

function explained(
  attempts: Attempt[],
  changed: Partial<Rules> = {},
  others: Partial<ScoreQuery> = {},
): string[] {
  const rules = { ...plain, ...changed };
  const score = scoreAttempts({
    attempts,
    rules,
    extension: null,
    override: null,
    maxPoints: 100,
    ...others,
  });
  return (["en", "zh-CN"] as const).map((language) =>
    explainScore(score, rules, makeTranslator(language), language),
  );
}

describe("explainScore", () => {
  test("the best of several, late", () => {
    expect(explained([at(2 * DAY, 0.3), at(3 * DAY, 0.4), at(DUE + 1, 1)])).toEqual([
      "92: best of 3 attempts, 8% off (1 day late)",
      "92 分：取 3 次提交中的最好成绩，迟交 1 天，扣 8%",
    ]);
  });

  test("the only one, by the hour, with others left out", () => {
    const rules: Partial<Rules> = {
      late: { kind: "deduction", percent: 2.5, per: "hour", floorPercent: 50 },
      attempts: { kind: "limited", count: 1 },
    };
    expect(
      explained(
        [at(0, 1), at(DUE + 2 * 3_600_000, 1), at(DUE + DAY, 1), at(DUE + DAY + 1, 1)],
        rules,
      ),
    ).toEqual([
      "95: the only attempt, 5% off (2 hours late), 1 attempt from before the opening time does not count, 2 attempts beyond the limit do not count",
      "95 分：只提交了一次，迟交 2 小时，扣 5%，有 1 次在开放之前，不计入，有 2 次超出次数限制，不计入",
    ]);
  });

  test("the last one, worth less, by an extension, while another is being graded", () => {
    const extension = { dueAtMs: DUE + DAY, extraAttempts: 0 };
    const rules: Partial<Rules> = {
      late: { kind: "refused" },
      attempts: { kind: "worth", points: [10, 7, 5] },
      counts: "last",
    };
    expect(
      explained([at(2 * DAY, 0.2), at(DUE + 1, 1), at(DUE + 2, null)], rules, { extension }),
    ).toEqual([
      "70: last of 3 attempts, attempt 2 earns at most 70%, with your extension, 1 attempt is still being graded",
      "70 分：取 3 次提交中的最后一次，第 2 次提交最多得 70%，已按延期计算，还有 1 次正在评测",
    ]);
  });

  test("no score yet, for different reasons", () => {
    expect(explained([])).toEqual(["no score yet: nothing submitted", "还没有成绩：还没有提交"]);
    expect(explained([at(2 * DAY, null)])).toEqual([
      "no score yet: being graded",
      "还没有成绩：正在评测",
    ]);
    expect(explained([at(0, 1)])).toEqual([
      "no score yet: no attempt counts, 1 attempt from before the opening time does not count",
      "还没有成绩：没有计入成绩的提交，有 1 次在开放之前，不计入",
    ]);
  });

  test("an override gives its reason, and the score that it replaces", () => {
    expect(
      explained(
        [at(2 * DAY, 0.4)],
        {},
        { override: { points: 75.5, reason: "the tests were down" } },
      ),
    ).toEqual([
      "75.5: set by your instructor: the tests were down, the attempts alone would give 40",
      "75.5 分：教师改为此分数，理由：the tests were down，按提交本应得 40 分",
    ]);
  });
});

describe("explainScore, for what may only raise a score", () => {
  test("says that staff let it count, and their reason", () => {
    const allowance = { withLateRule: true, reason: "the site was down" };
    expect(
      explained([at(2 * DAY, 0.3), at(DUE + 1, 1, { saidToCount: false, allowance })], {
        lateUntilMs: DUE,
      }),
    ).toEqual([
      "92: best of 2 attempts, 8% off (1 day late), allowed to count by staff: the site was down",
      "92 分：取 2 次提交中的最好成绩，迟交 1 天，扣 8%，教师已准予计入，理由：the site was down",
    ]);
  });

  test("mentions attempts that did not compile, and no practice", () => {
    expect(
      explained(
        [
          at(2 * DAY, 0, { compiled: false }),
          at(3 * DAY, 1, { isPractice: true, saidToCount: false }),
          at(4 * DAY, 0.5),
        ],
        { freeCompileErrors: true },
      ),
    ).toEqual([
      "50: the only attempt, 1 submission that does not compile uses no attempt",
      "50 分：只提交了一次，有 1 次编译错误，不占次数",
    ]);
  });

  test("after the last day for late work, it says that later work is not accepted", () => {
    expect(explained([at(DUE + DAY + 1, 1)], { lateUntilMs: DUE + DAY })).toEqual([
      "no score yet: no attempt counts, 1 attempt after the due date does not count",
      "还没有成绩：没有计入成绩的提交，有 1 次在截止之后，不计入",
    ]);
  });
});
