// A report as Gradescope's results.json, one test a group. Specification: "Autograder
// Specifications", https://gradescope-autograders.readthedocs.io/en/latest/specs/ (source:
// docs/specs.md of github.com/gradescope/autograder_samples).
//
// The file is the grade: Gradescope keeps the points in it, and hides from students what its
// visibility says. So hidden groups have their true points for every audience, and the audience
// decides who sees them when:
//   student   at once, by title, points and kind of failure
//   exam      just that, but not before grades are published; until then Gradescope shows no total either
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
  // The output of the whole has no visibility of its own: students see it at once, whoever the
  // tests are for.
  const atOnce = redact(report, audience === "exam" ? "exam" : "student");
  return {
    score: report.score,
    ...(atOnce.usage === null ? {} : { execution_time: atOnce.usage.wallTimeMs / 1000 }),
    output: new ReportText(context, atOnce, limits).renderSummary(),
    // Unless told otherwise Gradescope takes the output of the whole for HTML, and a submission's
    // text is in it.
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
 * Nothing was graded, so no test is held against anybody. What exactly failed may quote a hidden
 * input: it is for authors, where students never look.
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

/**
 * A program that did not compile or load has the same to say of every group; why, the output of the
 * whole tells.
 */
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
