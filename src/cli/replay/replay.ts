// gradus replay: grades a file again as the receipt of a report says, and compares the two reports.
// Exit codes: 0 identical in everything that was compared, 1 not identical, 2 it cannot be repeated,
// or invalid usage.

import { z } from "zod";
import type { Report } from "../../../grader/doors/reports.ts";
import { nameEngine } from "../../../grader/index.ts";
import { shortenHash } from "../../reports/shorten-hash.ts";
import { escapeControls } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { MAX_SEED, readSeed } from "../grade-source.ts";
import { formatPlace, readReport } from "../read-report.ts";
import { hashSource, readSource } from "../read-source.ts";
import { UsageError } from "../usage-error.ts";
import { findTests, type PlaceOptions, type Tests } from "./find-tests.ts";
import { repeatGrading } from "./repeat-grading.ts";
import { renderReplay } from "./render-replay.ts";

export interface ReplayOptions extends PlaceOptions {
  hiddenSeed?: string;
  json?: boolean;
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
  const replay = await repeatGrading(grader, tests, report, { source, fileName: file, given });
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
