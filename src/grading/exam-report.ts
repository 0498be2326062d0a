// Computes the reports of a submission during an exam, which is graded in two steps: first its
// visible groups, which its author sees immediately, then all groups, for the time after the exam.
// Pure.

import {
  applyNeeds,
  type GroupReport,
  decideVerdict,
  type Report,
  sumPoints,
} from "../../grader/doors/reports.ts";
import { type Exercise } from "../../grader/doors/packs.ts";

type Groups = Exercise["groups"];

/**
 * Step 1: `report` covers the visible groups only; the hidden ones are listed without results.
 * Verdict and points are those of the visible groups.
 */
export function asVisibleReport(report: Report, groups: Groups): Report {
  return {
    ...withHidden(report, groups, { verdict: "skipped", failure: null, passed: null }),
    usage: null,
  };
}

/**
 * Whether step 1 is final: the submission does not compile, or grading failed, which is the same
 * for every group.
 */
export function isFinal({ verdict }: Report): boolean {
  return verdict === "compile-error" || verdict === "judge-error";
}

/** Step 1 was final: the hidden groups get the same result as the visible ones. */
export function asFinalReport(report: Report, groups: Groups): Report {
  const verdict = report.verdict === "judge-error" ? "judge-error" : "compile-error";
  const whole = withHidden(report, groups, { verdict, failure: verdict, passed: 0 });
  return { ...whole, maxScore: sumPoints(whole.groups.map(({ points }) => points)) };
}

/**
 * Step 2: `full` is the report of all groups. The visible groups keep the exact results that the
 * author has seen, because two runs near a limit may differ.
 */
export function joinReports(visible: Report, full: Report): Report {
  const seen = new Map(
    visible.groups.filter((group) => group.visible).map((group) => [group.id, group]),
  );
  const groups = applyNeeds(full.groups.map((group) => seen.get(group.id) ?? group));
  return {
    ...visible,
    verdict: decideVerdict(groups),
    score: sumPoints(groups.map(({ score }) => score)),
    maxScore: sumPoints(groups.map(({ points }) => points)),
    groups,
    receipt: { ...full.receipt, engine: visible.receipt.engine },
    usage: full.usage,
  };
}

/**
 * In the pack's order. The fields have the order in which the grader writes them, because readers
 * compare the texts.
 */
function withHidden(
  report: Report,
  groups: Groups,
  outcome: Pick<GroupReport, "verdict" | "failure" | "passed">,
): Report {
  const graded = new Map(report.groups.map((group) => [group.id, group]));
  const { verdict, failure, passed } = outcome;
  const all = groups.map(
    ({ manifest: { id, title, points, needs }, visible }): GroupReport =>
      graded.get(id) ?? {
        id,
        title,
        visible,
        points,
        score: 0,
        verdict,
        failure,
        passed,
        total: null,
        largestError: null,
        needs,
        cases: [],
      },
  );
  return { ...report, groups: all };
}
