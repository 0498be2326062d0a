// SARIF 2.1.0 (OASIS), as code hosts read it: one rule for each code, and one result for each
// finding and each surviving mutant.

import type { CheckProblem, ExerciseCheck, Mutant } from "../../../grader/doors/checks.ts";
import type { Translate } from "../../i18n/index.ts";
import {
  readColumn,
  describe,
  describePrevented,
  describeSurvivor,
} from "../../reports/describe-check.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

interface SarifResult {
  ruleId: string;
  level: "error" | "warning" | "note";
  message: { text: string };
  locations: {
    physicalLocation: {
      artifactLocation: { uri: string; uriBaseId: string };
      region?: { startLine: number; startColumn?: number };
    };
  }[];
}

/**
 * `base`: the path of the checked folder, relative to the working directory, with a slash at its
 * end; or empty.
 */
export function checkAsSarif(
  t: Translate,
  version: string,
  base: string,
  problems: CheckProblem[],
  results: ExerciseCheck[],
): string {
  const location = (file: string, line: number, column = 0): SarifResult["locations"] => {
    const region =
      line === 0
        ? {}
        : { region: { startLine: line, ...(column > 0 ? { startColumn: column } : {}) } };
    return [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(`${base}${file}`), uriBaseId: "%SRCROOT%" },
          ...region,
        },
      },
    ];
  };
  const ofProblem = (problem: CheckProblem): SarifResult => ({
    ruleId: problem.code,
    level: problem.severity === "notice" ? "note" : problem.severity,
    message: { text: describe(t, problem) },
    locations: location(problem.file, problem.line, readColumn(problem)),
  });
  const ofSurvivor = ({ pack, id }: ExerciseCheck, mutant: Mutant): SarifResult => ({
    ruleId: "survivor",
    level: "note",
    message: { text: describeSurvivor(t, mutant) },
    locations: location(`${pack}/${id}/reference.ts`, mutant.line, mutant.column),
  });
  const found = [
    ...problems.map(ofProblem),
    ...results.flatMap((result) => [
      ...result.problems.map(ofProblem),
      ...(result.mutation?.survivors ?? []).map((mutant) => ofSurvivor(result, mutant)),
    ]),
  ];
  const notifications = results.flatMap((result) => {
    const text = describePrevented(t, result);
    return text === undefined
      ? []
      : [{ level: "error", message: { text: `${result.pack}/${result.id}: ${text}` } }];
  });
  const rules = [...new Set(found.map(({ ruleId }) => ruleId))].map((id) => ({ id }));
  const run = {
    tool: { driver: { name: "Gradus", version, rules } },
    columnKind: "unicodeCodePoints",
    originalUriBaseIds: {
      "%SRCROOT%": { description: { text: "The folder in which the check was started." } },
    },
    // If the machine stopped the check early, this belongs to the run, and is not a result about a
    // file.
    invocations: [
      {
        executionSuccessful: notifications.length === 0,
        ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
      },
    ],
    results: found,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}
