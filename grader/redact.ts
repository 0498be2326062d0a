// What each reader may see of a report. This is the one place that decides.

import { decideVerdict, type GroupReport, type Report, sumPoints, type Verdict } from "./report.ts";

/**
 * author: everything. student: hidden groups by title, points and verdict (wrong, limit or error).
 * exam: not even the verdict, nor what was scored.
 */
export type Audience = "author" | "student" | "exam";

/**
 * The report as one of `audience` may see it. The one place that decides; every page, stream,
 * answer and export goes through it.
 */
export function redact(report: Report, audience: Audience): Report {
  if (audience === "author") return report;
  const groups = report.groups.map((group) => (group.visible ? group : hideGroup(group, audience)));
  // Why the reference or the generator failed may quote a hidden input.
  const messages = report.messages.map((message) =>
    message.code.startsWith("judge.") ? { ...message, params: { detail: "" } } : message,
  );
  const { hiddenSeed: _, ...receipt } = report.receipt;
  const hasHidden = report.groups.some((group) => !group.visible);
  // How long the hidden cases took would tell about them, so with hidden groups there are no times
  // at all.
  const usage = hasHidden ? null : report.usage;
  if (audience === "student" || !hasHidden)
    return { ...report, groups, messages, receipt, usage, verdict: shownVerdict(report) };
  // The total would give the hidden groups away: in an exam it is that of the visible groups alone.
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

/** Where a hidden group decided, no more than that group's own line says. */
function shownVerdict({ verdict, groups }: Report): Verdict {
  const decisive = groups.find(
    (group) => group.verdict !== "accepted" && group.verdict !== "skipped",
  );
  return decisive === undefined || decisive.visible ? verdict : hideLimit(verdict);
}

/**
 * A dozen kinds of failure would be a dozen answers to what a program asks of a hidden input: three
 * are left.
 */
function hideGroup(group: GroupReport, audience: "student" | "exam"): GroupReport {
  const verdict = hideLimit(group.verdict);
  const failure =
    group.failure === null || verdict === "accepted" || verdict === "skipped" ? null : verdict;
  const hidden: GroupReport = { ...group, verdict, failure, passed: null, total: null, cases: [] };
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
