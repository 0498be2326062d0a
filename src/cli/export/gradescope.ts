// Writes a report as Gradescope's results.json, one test for each group. Specification: "Autograder
// Specifications", https://gradescope-autograders.readthedocs.io/en/latest/specs/ (source:
// docs/specs.md of github.com/gradescope/autograder_samples).
//
// Gradescope uses the points in the file as the grade, and hides from students what the file's
// visibility fields say. So hidden groups have their true points for every audience, and the
// audience decides who sees them when:
//   student   immediately, by title, points and kind of failure
//   exam      the same, but only after grades are published; until then Gradescope shows no total
//   author    in full, and never to students

import {
  type Audience,
  type GroupReport,
  redact,
  type Report,
} from "../../../grader/doors/reports.ts";
import { type ExerciseLimits } from "../../../grader/doors/packs.ts";
import type { CommandContext } from "../context.ts";
import { ReportText } from "../render-report.ts";
import type { Export } from "./exported.ts";

type Visibility = "hidden" | "after_due_date" | "after_published" | "visible";

export interface GradescopeResults {
  score: number;
  /** Seconds. */
  execution_time?: number;
  output: string;
  output_format: "text";
  test_output_format: "text";
  test_name_format: "text";
  visibility: Visibility;
  stdout_visibility: Visibility;
  extra_data: { gradus: Pick<Report, "verdict" | "receipt"> };
  tests: GradescopeTest[];
}

interface GradescopeTest {
  score?: number;
  max_score?: number;
  status: "passed" | "failed";
  name: string;
  number: string;
  output: string;
  visibility: Visibility;
}

const HIDDEN_GROUPS: Record<Audience, Visibility> = {
  student: "visible",
  exam: "after_published",
  author: "hidden",
};

export function toGradescope(
  context: CommandContext,
  { report, audience, exercise }: Export,
): GradescopeResults {
  const { limits } = exercise.manifest;
  // The overall output has no visibility field: students see it immediately, for every audience.
  const atOnce = redact(report, audience === "exam" ? "exam" : "student");
  return {
    score: report.score,
    ...(atOnce.usage === null ? {} : { execution_time: atOnce.usage.wallTimeMs / 1000 }),
    output: new ReportText(context, atOnce, limits).renderSummary(),
    // Gradescope treats the overall output as HTML by default, and it contains text of the
    // submission.
    output_format: "text",
    test_output_format: "text",
    test_name_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    extra_data: { gradus: { verdict: atOnce.verdict, receipt: atOnce.receipt } },
    tests:
      report.verdict === "judge-error"
        ? explainJudgeError(context, report, audience, limits)
        : testGroups(context, report, audience, limits),
  };
}

function testGroups(
  context: CommandContext,
  report: Report,
  audience: Audience,
  limits: ExerciseLimits,
): GradescopeTest[] {
  const shown = redact(report, audience === "author" ? "author" : "student");
  return shown.groups.map((group, i) => ({
    score: group.score,
    max_score: group.points,
    status: group.verdict === "accepted" ? "passed" : "failed",
    name: group.title[context.language],
    number: String(i + 1),
    output: describeGroup(context, shown, limits, group),
    visibility: group.visible ? "visible" : HIDDEN_GROUPS[audience],
  }));
}

/**
 * Nothing was graded, so no test counts against the student. The details may quote a hidden input,
 * so they are for authors, in a place that students never see.
 */
function explainJudgeError(
  context: CommandContext,
  report: Report,
  audience: Audience,
  limits: ExerciseLimits,
): GradescopeTest[] {
  if (audience !== "author") return [];
  return [
    {
      status: "failed",
      name: context.t("verdict.judge-error"),
      number: "1",
      output: new ReportText(context, report, limits).renderMessages(),
      visibility: "hidden",
    },
  ];
}

/** A compile or load error is the same for every group. The overall output explains it. */
function describeGroup(
  context: CommandContext,
  report: Report,
  limits: ExerciseLimits,
  group: GroupReport,
): string {
  return report.messages.length > 0
    ? context.t(`verdict.${group.verdict}`)
    : new ReportText(context, report, limits).renderGroup(group);
}
