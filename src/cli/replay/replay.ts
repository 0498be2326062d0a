// gradus replay: grades a file again as the receipt of a report says, and compares the two reports.
// Exit codes: 0 identical in everything that was compared, 1 not identical, 2 it cannot be repeated,
// or invalid usage.

import { z } from "zod";
import { type Audience, redact, type Report } from "../../../grader/doors/reports.ts";
import { type Exercise, PackError } from "../../../grader/doors/packs.ts";
import { loadBundledExercise, makePublicBundle } from "../../../grader/doors/public-bundles.ts";
import { type Grader, nameEngine } from "../../../grader/index.ts";
import { reportSchema } from "../../reports/report-schema.ts";
import { shortenHash } from "../../reports/shorten-hash.ts";
import { escapeControls } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { MAX_SEED, readSeed } from "../grade-source.ts";
import { formatPlace, readReport } from "../read-report.ts";
import { hashSource, readSource } from "../read-source.ts";
import { UsageError } from "../usage-error.ts";
import {
  chooseBundleScope,
  chooseWholeScope,
  type Comparable,
  findAudience,
  isOfVisibleGroups,
  type LeftOut,
} from "./choose-scope.ts";
import { compareReports, type Difference } from "./compare-reports.ts";
import { findTests, type PlaceOptions, type Tests } from "./find-tests.ts";
import { renderReplay } from "./render-replay.ts";

export interface ReplayOptions extends PlaceOptions {
  hiddenSeed?: string;
  json?: boolean;
}

/** What was compared, and what came out. */
export interface Replay {
  isIdentical: boolean;
  /** Ids of groups. */
  compared: string[];
  leftOut: LeftOut[];
  differences: Difference[];
}

export async function replayReport(
  context: CommandContext,
  reportFile: string,
  file: string,
  options: ReplayOptions,
): Promise<number> {
  const report = readReplayable(reportFile);
  const source = readSource(file);
  const given = readHiddenSeed(report, options.hiddenSeed);
  requireSameFile(report, source, file);
  const tests = await requireTests(context, report, options);
  if (tests === undefined) return 2;
  const grader = await context.grader({ submissions: { size: 1, spares: 0 } });
  const replay = await repeat(grader, tests, report, { source, fileName: file, given });
  const { isIdentical, compared, leftOut, differences } = replay;
  context.out(
    options.json === true
      ? `${JSON.stringify({ identical: isIdentical, compared, leftOut, differences }, null, 2)}\n`
      : renderReplay(context, report, replay),
  );
  return isIdentical ? 0 : 1;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const slug = z.string().regex(/^[a-z0-9-]{1,64}$/);
/** What grading again needs of a report. */
const replayable = z.object({
  exercise: z.object({ pack: slug, id: slug }),
  receipt: z.object({
    submission: sha256,
    exercise: sha256,
    seed: z.int().min(0).max(MAX_SEED),
  }),
});

/** Throws `UsageError` if the file is no report, or if its receipt cannot be one of Gradus. */
function readReplayable(file: string): Report {
  const report = readReport(file);
  const parsed = replayable.safeParse(report);
  if (!parsed.success)
    throw new UsageError("reportFile.broken", {
      file,
      path: formatPlace(parsed.error.issues[0]!),
    });
  return report;
}

function readHiddenSeed({ receipt }: Report, text: string | undefined): number | undefined {
  if (text !== undefined && receipt.hiddenSeed !== undefined)
    throw new UsageError("replay.hasHiddenSeed");
  return readSeed("--hidden-seed", text, Number.MAX_SAFE_INTEGER);
}

function requireSameFile({ receipt }: Report, source: Uint8Array, file: string): void {
  const hash = hashSource(source);
  if (hash !== receipt.submission)
    throw new UsageError("replay.otherFile", {
      file,
      hash: shortenHash(hash),
      wanted: shortenHash(receipt.submission),
    });
}

/** undefined: the tests, or the engine, or both are missing, and the user has read which. */
async function requireTests(
  context: CommandContext,
  report: Report,
  options: ReplayOptions,
): Promise<Tests | undefined> {
  const { t, err } = context;
  const { engine } = report.receipt;
  const isSameEngine = engine === nameEngine();
  if (!isSameEngine) {
    const params = { engine, current: nameEngine() };
    err(
      `gradus: ${escapeControls(t("replay.otherEngine", params))}\n${t("replay.whereEngines")}\n`,
    );
  }
  const tests = await findTests(context, report, options);
  return isSameEngine ? tests : undefined;
}

interface Submission {
  source: Uint8Array;
  fileName: string;
  /** The seed of the hidden tests, if the user has specified it. */
  given: number | undefined;
}

async function repeat(
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
  const audience: Audience = findAudience(report);
  return reportSchema.parse(JSON.parse(JSON.stringify(redact(graded, audience))));
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
