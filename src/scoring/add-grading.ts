// Stores the result of one run of the tests: the whole report, and beside it the values that
// statistics read.

import { sql } from "drizzle-orm";
import { redact, type Report } from "../../grader/doors/reports.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { makePlaceholders } from "../db/placeholders.ts";
import { prepareOnce } from "../db/prepared.ts";
import { gradings, type GroupOutcome } from "../db/submission-schema.ts";

const insert = prepareOnce((db) =>
  db
    .insert(gradings)
    .values({
      ...makePlaceholders(
        "id",
        "submissionId",
        "versionHash",
        "runId",
        "seed",
        "hiddenSeed",
        "engine",
        "verdict",
        "score",
        "maxScore",
        "report",
        "misconception",
        "groups",
        "gradedAt",
      ),
      // drizzle would call a method of null.
      visibleGradedAt: sql`${sql.placeholder("visibleGradedAtMs")}`,
    })
    .onConflictDoNothing()
    .prepare(),
);

/**
 * `runId`: the regrade that it belongs to, or "". `visibleGradedAt`: when the author saw the
 * visible groups, if that was earlier. If there is a grading of the same run and version, it stays.
 */
export function addGrading(
  db: Db,
  submissionId: string,
  report: Report,
  runId: string,
  gradedAt: Date,
  visibleGradedAt: Date | null = null,
): void {
  const { receipt, score, maxScore, misconception, groups } = report;
  const { verdict } = redact(report, "student");
  insert(db).run({
    id: newId(),
    submissionId,
    versionHash: receipt.exercise,
    runId,
    seed: receipt.seed,
    hiddenSeed: receipt.hiddenSeed ?? null,
    engine: receipt.engine,
    verdict,
    score,
    maxScore,
    report,
    misconception: misconception?.id ?? null,
    groups: groups.map(readOutcome),
    gradedAt,
    visibleGradedAtMs: visibleGradedAt?.getTime() ?? null,
  });
}

function readOutcome({ id, verdict, score, points }: Report["groups"][number]): GroupOutcome {
  // A group without points counts as 1 if it passed, else as 0.
  const shareWithoutPoints = verdict === "accepted" ? 1 : 0;
  return { id, verdict, share: points > 0 ? score / points : shareWithoutPoints };
}
