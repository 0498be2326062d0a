// Removes from a report what its reader may not see. Only this file decides that;
// src/grading/shown-grading.ts chooses the audience.

import { decideVerdict, type GroupReport, type Report, sumPoints, type Verdict } from "./report.ts";

/**
 * author: everything. student: of hidden groups only title, points and verdict (wrong, limit or
 * error). exam: of hidden groups only title and maximum points.
 */
export type Audience = "author" | "student" | "exam";

/**
 * The report as `audience` may see it. Every page, stream, API answer and export uses this. (A
 * Gradescope export also sets Gradescope's own visibility.)
 */
export function redact(report: Report, audience: Audience): Report {
  if (audience === "author") return report;
  const groups = report.groups.map((group) => (group.visible ? group : hideGroup(group, audience)));
  // The reason why a reference or generator failed may quote a hidden input.
  const messages = report.messages.map((message) =>
    message.code.startsWith("judge.") ? { ...message, params: { detail: "" } } : message,
  );
  const { hiddenSeed: _, ...receipt } = report.receipt;
  const hasHidden = report.groups.some((group) => !group.visible);
  // The time of hidden cases would reveal something about them, so if there are hidden groups, no
  // times are shown.
  const usage = hasHidden ? null : report.usage;
  if (audience === "student" || !hasHidden)
    return { ...report, groups, messages, receipt, usage, verdict: hideVerdict(report) };
  // The total would reveal the hidden groups' scores; in an exam it covers the visible groups only.
  const visible = report.groups.filter((group) => group.visible);
  const verdict =
    report.verdict === "compile-error" || report.verdict === "judge-error"
      ? report.verdict
      : decideVerdict(visible);
  return {
    ...report,
    groups,
    messages,
    receipt,
    usage,
    verdict,
    score: sumPoints(visible.map((g) => g.score)),
    maxScore: sumPoints(visible.map((g) => g.points)),
  };
}

/** If a hidden group decided the verdict, it is as vague as that group's own. */
function hideVerdict({ verdict, groups }: Report): Verdict {
  const decisive = groups.find(
    (group) => group.verdict !== "accepted" && group.verdict !== "skipped",
  );
  return decisive === undefined || decisive.visible ? verdict : hideLimit(verdict);
}

/**
 * A program could use different kinds of failure to report what it finds in a hidden input, so only
 * three kinds are shown.
 */
function hideGroup(group: GroupReport, audience: "student" | "exam"): GroupReport {
  const verdict = hideLimit(group.verdict);
  const failure =
    group.failure === null || verdict === "accepted" || verdict === "skipped" ? null : verdict;
  const hidden: GroupReport = {
    ...group,
    verdict,
    failure,
    passed: null,
    total: null,
    largestError: null,
    cases: [],
  };
  return audience === "student"
    ? hidden
    : { ...hidden, verdict: "skipped", failure: null, score: 0 };
}

function hideLimit<V extends GroupReport["verdict"]>(verdict: V): V | "limit-exceeded" {
  return verdict === "time-limit-exceeded" ||
    verdict === "memory-limit-exceeded" ||
    verdict === "output-limit-exceeded"
    ? "limit-exceeded"
    : verdict;
}
