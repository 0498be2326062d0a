// Keeps what one run of the tests came to, with what statistics need of it beside the whole report.

import { redact, type Report } from "../../grader/index.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { placeholders } from "../db/placeholders.ts";
import { preparedOnce } from "../db/prepared.ts";
import { gradings, type GroupOutcome } from "../db/schema.ts";

const insert = preparedOnce((db) =>
  db
    .insert(gradings)
    .values(placeholders("id", "submissionId", "versionHash", "runId", "seed", "hiddenSeed", "engine", "verdict", "score", "maxScore", "report", "misconception", "groups", "gradedAt"))
    .onConflictDoNothing()
    .prepare(),
);

/** `runId`: the regrade that it was made for, or "". The same run of the same version again leaves the first result. */
export function addGrading(db: Db, submissionId: string, report: Report, runId: string, gradedAt: Date): void {
  const { receipt, score, maxScore, misconception, groups } = report;
  const { verdict } = redact(report, "student");
  insert(db).run({
    id: newId(), submissionId, versionHash: receipt.exercise, runId, seed: receipt.seed, hiddenSeed: receipt.hiddenSeed ?? null, engine: receipt.engine,
    verdict, score, maxScore, report, misconception: misconception?.id ?? null, groups: groups.map(outcomeOf), gradedAt,
  });
}

function outcomeOf({ id, verdict, score, points }: Report["groups"][number]): GroupOutcome {
  return { id, verdict, share: points > 0 ? score / points : verdict === "accepted" ? 1 : 0 };
}
