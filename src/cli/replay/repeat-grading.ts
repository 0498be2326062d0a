// Grades a submission again as a receipt says, with the whole exercise or with its public bundle, and
// compares the reports.

import { redact, type Report } from "../../../grader/doors/reports.ts";
import { type Exercise, PackError } from "../../../grader/doors/packs.ts";
import { loadBundledExercise, makePublicBundle } from "../../../grader/doors/public-bundles.ts";
import type { Grader } from "../../../grader/index.ts";
import { reportSchema } from "../../reports/report-schema.ts";
import {
  chooseBundleScope,
  chooseWholeScope,
  type Comparable,
  findAudience,
  isOfVisibleGroups,
  type LeftOut,
} from "./choose-scope.ts";
import { compareReports, type Difference } from "./compare-reports.ts";
import type { Tests } from "./find-tests.ts";

/** What was compared, and what came out. */
export interface Replay {
  isIdentical: boolean;
  /** Ids of groups. */
  compared: string[];
  leftOut: LeftOut[];
  differences: Difference[];
}

export interface Submission {
  source: Uint8Array;
  fileName: string;
  /** The seed of the hidden tests, if the user has specified it. */
  given: number | undefined;
}

export async function repeatGrading(
  grader: Grader,
  tests: Tests,
  report: Report,
  submission: Submission,
): Promise<Replay> {
  if (tests.kind === "whole") return repeatWhole(grader, tests, report, submission);
  const { bundle } = tests;
  const exercise = loadBundledExercise(bundle);
  const replayed = await gradeAgain(grader, exercise, report, submission, undefined);
  // A report that was made with the bundle itself is repeated in full.
  const whole = compare(report, replayed, chooseWholeScope(report, exercise, true));
  if (whole.isIdentical) return whole;
  return compare(report, restoreNeeds(replayed, report), chooseBundleScope(report, bundle));
}

async function repeatWhole(
  grader: Grader,
  { exercise, hiddenSeed: found }: Extract<Tests, { kind: "whole" }>,
  report: Report,
  submission: Submission,
): Promise<Replay> {
  const hiddenSeed = report.receipt.hiddenSeed ?? submission.given ?? found;
  if (!isOfVisibleGroups(report, exercise)) {
    const replayed = await gradeAgain(grader, exercise, report, submission, hiddenSeed);
    return compare(report, replayed, chooseWholeScope(report, exercise, hiddenSeed !== undefined));
  }
  const visible = { ...exercise, groups: exercise.groups.filter((group) => group.visible) };
  const scope = chooseWholeScope(report, visible, true);
  const first = compare(
    report,
    await gradeAgain(grader, visible, report, submission, undefined),
    scope,
  );
  if (first.isIdentical) return first;
  // It may come from a student's computer, which had the public bundle: the same generated tests
  // for everyone.
  const bundled = await makeBundled(grader, exercise);
  if (bundled === undefined) return first;
  const replayed = await gradeAgain(grader, bundled, report, submission, undefined);
  const second = compare(report, replayed, scope);
  return second.isIdentical ? second : first;
}

/** undefined if only the server can judge its visible groups. */
async function makeBundled(grader: Grader, exercise: Exercise): Promise<Exercise | undefined> {
  try {
    return loadBundledExercise(await makePublicBundle(grader, exercise));
  } catch (error) {
    if (error instanceof PackError) return undefined;
    throw error;
  }
}

/** The report as the reader of the old one may see it, as it would be read from a file. */
async function gradeAgain(
  grader: Grader,
  exercise: Exercise,
  report: Report,
  { source, fileName }: Submission,
  hiddenSeed: number | undefined,
): Promise<Report> {
  const { seed } = report.receipt;
  const graded = await grader.grade({ exercise, source, fileName, seed, hiddenSeed });
  const shown = redact(graded, findAudience(report));
  return reportSchema.parse(JSON.parse(JSON.stringify(shown)));
}

/** A bundle leaves out the needs of groups that it does not have. */
function restoreNeeds(replayed: Report, { groups }: Report): Report {
  const needs = new Map(groups.map((group) => [group.id, group.needs]));
  return {
    ...replayed,
    groups: replayed.groups.map((group) => ({
      ...group,
      needs: needs.get(group.id) ?? group.needs,
    })),
  };
}

function compare(report: Report, replayed: Report, { scope, leftOut }: Comparable): Replay {
  const differences = compareReports(report, replayed, scope);
  const isIdentical = differences.length === 0;
  return { isIdentical, compared: [...scope.groups], leftOut, differences };
}
