// GitHub's workflow commands: prints findings as annotations on their lines.

import type { CheckProblem, ExerciseCheck } from "../../../grader/doors/checks.ts";
import type { Translate } from "../../i18n/index.ts";
import {
  describe,
  describePrevented,
  describeSurvivor,
  listSurvivors,
} from "../../reports/describe-check.ts";

/** `base`: the same as for SARIF. */
export function checkAsGithub(
  t: Translate,
  base: string,
  problems: CheckProblem[],
  results: ExerciseCheck[],
): string {
  const annotate = (
    level: "error" | "warning" | "notice",
    file: string,
    line: number,
    title: string,
    message: string,
  ) => {
    const properties = [
      `file=${escapeProperty(base + file)}`,
      ...(line > 0 ? [`line=${line}`] : []),
      `title=${escapeProperty(title)}`,
    ];
    return `::${level} ${properties.join(",")}::${escapeData(message)}\n`;
  };
  // These findings belong to no file, so there is no file to annotate.
  const ofPrevented = (result: ExerciseCheck) => {
    const message = describePrevented(t, result);
    return message === undefined
      ? ""
      : `::error title=${escapeProperty(`${result.pack}/${result.id}`)}::${escapeData(message)}\n`;
  };
  const ofProblem = (problem: CheckProblem) =>
    annotate(problem.severity, problem.file, problem.line, problem.code, describe(t, problem));
  return [
    ...problems.map(ofProblem),
    ...results.flatMap((result) => [
      ...result.problems.map(ofProblem),
      ofPrevented(result),
      ...listSurvivors(result).map((mutant) =>
        annotate(
          "notice",
          `${result.pack}/${result.id}/reference.ts`,
          mutant.line,
          "survivor",
          describeSurvivor(t, mutant),
        ),
      ),
    ]),
  ].join("");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
