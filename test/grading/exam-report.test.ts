// What is stored for a submission under exam after each step; and that its author reads the same
// bytes after both.

import { describe, expect, test } from "vitest";
import { type Exercise } from "../../grader/doors/packs.ts";
import { type GroupReport, redact, type Report } from "../../grader/doors/reports.ts";
import {
  asFinalReport,
  asVisibleReport,
  isFinal,
  joinReports,
} from "../../src/grading/exam-report.ts";
import { reportOf } from "../support/queue-database.ts";

const group = (id: string, visible: boolean, fields: Partial<GroupReport> = {}): GroupReport => ({
  id,
  title: { "zh-CN": id, en: id },
  visible,
  points: 4,
  score: 4,
  verdict: "accepted",
  failure: null,
  passed: 2,
  total: 2,
  largestError: null,
  needs: [],
  cases: [],
  ...fields,
});
const wrong = { score: 0, verdict: "wrong-answer", failure: "value", passed: 0 } as const;
const usage = { cpuTimeMs: 5, cpuFactor: 1, wallTimeMs: 7, groups: {} };
const groupsOf = (groups: GroupReport[]) =>
  groups.map(({ id, title, points, needs, visible }) => ({
    manifest: { id, title, points, needs },
    visible,
  })) as unknown as Exercise["groups"];

const shown = group("shown", true);
const hidden = group("hidden", false, { needs: ["shown"] });
const last = group("last", true, wrong);
const ALL = groupsOf([shown, hidden, last]);
const seen = asVisibleReport(
  reportOf({ verdict: "wrong-answer", score: 4, maxScore: 8, groups: [shown, last], usage }),
  ALL,
);
const whole = (fields: Partial<Report> = {}) =>
  reportOf({
    verdict: "wrong-answer",
    score: 8,
    maxScore: 12,
    groups: [shown, hidden, last],
    usage,
    receipt: { ...reportOf().receipt, engine: "1.0.0", hiddenSeed: 7 },
    ...fields,
  });
const text = (report: Report) => JSON.stringify(redact(report, "exam"));

describe("after both steps its author reads the same", () => {
  test.each<[string, Report]>([
    ["hidden groups passed", whole()],
    [
      "hidden groups failed",
      whole({
        score: 4,
        groups: [shown, { ...hidden, ...wrong, verdict: "time-limit-exceeded" }, last],
      }),
    ],
    [
      "hidden groups were skipped",
      whole({
        score: 4,
        groups: [shown, { ...hidden, ...wrong, verdict: "skipped", failure: null }, last],
      }),
    ],
    [
      "it ended while loading beside the hidden tests",
      whole({
        verdict: "run-time-error",
        score: 0,
        messages: [{ code: "load.threw", params: { message: "x" } }],
        groups: [shown, hidden, last].map((one) => ({
          ...one,
          score: 0,
          verdict: "run-time-error",
          failure: "run-time-error",
          passed: 0,
          total: null,
        })),
      }),
    ],
    [
      "a visible group had another result the second time",
      whole({
        verdict: "time-limit-exceeded",
        score: 4,
        groups: [{ ...shown, ...wrong, verdict: "time-limit-exceeded" }, hidden, last],
      }),
    ],
  ])("%s", (_, full) => {
    const joined = joinReports(seen, full);
    expect(text(joined)).toBe(text(seen));
    expect(JSON.parse(text(seen))).toMatchObject({
      verdict: "wrong-answer",
      score: 4,
      maxScore: 8,
      usage: null,
    });
    expect(joined.maxScore).toBe(12);
  });
});

test("hidden groups are listed in their place, without results", () => {
  expect(seen.groups.map(({ id, verdict, score, total }) => [id, verdict, score, total])).toEqual([
    ["shown", "accepted", 4, 2],
    ["hidden", "skipped", 0, null],
    ["last", "wrong-answer", 0, 2],
  ]);
  expect(seen.usage).toBeNull();
});

test("when joined, the hidden groups' points are added, and groups that need a failed one are skipped", () => {
  expect(joinReports(seen, whole())).toMatchObject({
    verdict: "wrong-answer",
    score: 8,
    maxScore: 12,
    usage,
  });
  const failed = asVisibleReport(reportOf({ groups: [{ ...shown, ...wrong }, last] }), ALL);
  expect(joinReports(failed, whole()).groups[1]).toMatchObject({
    id: "hidden",
    verdict: "skipped",
    score: 0,
  });
});

test("a compile error is final, for every group", () => {
  const broken = reportOf({
    verdict: "compile-error",
    score: 0,
    maxScore: 8,
    groups: [shown, last].map((one) => ({ ...one, ...wrong, verdict: "compile-error" })),
  });
  expect([isFinal(broken), isFinal(seen)]).toEqual([true, false]);
  expect(asFinalReport(broken, ALL)).toMatchObject({
    verdict: "compile-error",
    score: 0,
    maxScore: 12,
    groups: [
      {},
      { id: "hidden", verdict: "compile-error", failure: "compile-error", score: 0 },
      {},
    ],
  });
});
