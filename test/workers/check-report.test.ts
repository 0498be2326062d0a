import { beforeAll, expect, test } from "vitest";
import { nameEngine } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { findCheckMisfit, findMisfit } from "../../src/workers/check-report.ts";
import type { CheckOrder, GradeOrder, WorkResult } from "../../src/workers/messages.ts";
import { load, TINY } from "../support/packs.ts";
import { gradeOrder, makeOrder } from "../support/worker-order.ts";

let exercise: Exercise;
let order: GradeOrder;
let report: Report;

beforeAll(async () => {
  exercise = await load(TINY, "sum");
  order = makeOrder(exercise);
  report = await gradeOrder(exercise, order);
});

test("the grader's own report fits", () => {
  expect(findMisfit(report, order, exercise, nameEngine())).toBeUndefined();
});

const OTHER = "a".repeat(64);

test.each<[string, string, (good: Report) => Report]>([
  ["submission", "submission", (r) => withReceipt(r, { submission: OTHER })],
  ["exercise", "exercise", (r) => withReceipt(r, { exercise: OTHER })],
  ["pack", "exercise", (r) => ({ ...r, exercise: { ...r.exercise, pack: "other" } })],
  ["engine", "engine", (r) => withReceipt(r, { engine: "0.0.1+000000000000" })],
  ["seed", "seed", (r) => withReceipt(r, { seed: 4 })],
  ["hidden seed", "seed", (r) => withReceipt(r, { hiddenSeed: 6 })],
  ["score", "groups", (r) => ({ ...r, score: r.score + 1 })],
  ["number of groups", "groups", (r) => ({ ...r, groups: r.groups.slice(1) })],
  ["number of points", "groups", (r) => withFirstGroup(r, { points: 100 })],
  ["score than its points allow", "groups", (r) => withFirstGroup(r, { score: 100 })],
  ["visibility", "groups", (r) => withFirstGroup(r, { visible: false })],
])("a report with another %s does not fit", (_, misfit, change) => {
  expect(findMisfit(change(report), order, exercise, nameEngine())).toBe(misfit);
});

test("a report of all groups does not fit an order of the visible ones", () => {
  const visible: GradeOrder = { ...order, groups: "visible" };
  expect(findMisfit(report, visible, exercise, nameEngine())).toBe("groups");
});

test("what a model wrote fits only if it was asked to write", () => {
  const written: Report = { ...report, writing: { kind: "limit", limit: "time" } };
  const asked: GradeOrder = { ...order, writing: { text: 0, start: "", temperature: 1, seed: 1 } };
  expect(findMisfit(written, order, exercise, nameEngine())).toBe("tests");
  expect(findMisfit(written, asked, exercise, nameEngine())).toBeUndefined();
});

type CheckResult = Extract<WorkResult, { kind: "check" }>;

const toCheck: CheckOrder = {
  kind: "check",
  walls: [],
  exercise: { hash: OTHER, pack: "tiny", id: "sum" },
};
const finding: CheckResult["result"]["problems"][number] = {
  kind: "finding",
  severity: "error",
  code: "reference-fails",
  params: {},
  file: "tiny/sum/reference.ts",
  line: 1,
  column: 1,
};
const checked: CheckResult = {
  kind: "check",
  engine: nameEngine(),
  exercise: toCheck.exercise,
  result: {
    problems: [
      finding,
      {
        kind: "problem",
        severity: "error",
        code: "stray-file",
        params: {},
        file: "tiny/sum/notes.txt",
        line: 0,
        key: "",
      },
    ],
    prevented: null,
  },
};
const withProblem = (changes: { file?: string; code?: string }): CheckResult => ({
  ...checked,
  result: { ...checked.result, problems: [{ ...finding, ...changes }] },
});

test("the result of a check fits its order", () => {
  expect(findCheckMisfit(checked, toCheck, nameEngine())).toBeUndefined();
});

test.each<[string, CheckResult, string]>([
  ["hash", { ...checked, exercise: { ...toCheck.exercise, hash: "b".repeat(64) } }, "exercise"],
  ["exercise", { ...checked, exercise: { ...toCheck.exercise, id: "other" } }, "exercise"],
  ["pack", { ...checked, exercise: { ...toCheck.exercise, pack: "other" } }, "exercise"],
  ["engine", { ...checked, engine: "0.0.1+000000000000" }, "engine"],
  ["place of a problem", withProblem({ file: "tiny/other/reference.ts" }), "place"],
  ["code than there are words for", withProblem({ code: "nonsense" }), "code"],
])("the result of a check with another %s does not fit", (_, result, misfit) => {
  expect(findCheckMisfit(result, toCheck, nameEngine())).toBe(misfit);
});

function withReceipt(report: Report, changes: Partial<Report["receipt"]>): Report {
  return { ...report, receipt: { ...report.receipt, ...changes } };
}

function withFirstGroup(report: Report, changes: Partial<Report["groups"][number]>): Report {
  const [first, ...others] = report.groups;
  return { ...report, groups: [{ ...first!, ...changes }, ...others] };
}
