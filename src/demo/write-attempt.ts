// Writes one attempt of the demo's course, with its grading.

import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { submissions } from "../db/submission-schema.ts";
import { addGrading } from "../scoring/add-grading.ts";
import type { PlannedAttempt } from "./plan.ts";

/** One attempt: an example of the pack, rewritten in the student's style. */
export interface Work {
  exercise: Exercise;
  fileName: string;
  source: string;
  /** The source in the pack. */
  plain: string;
}

export type GradedWork = Work & { report: Report };

export interface Sent {
  id: string;
  userId: string;
  assignmentId: string;
  isPractice: boolean;
}

export function writeAttempt(
  db: Db,
  {
    attempt,
    isInTime,
    userId,
    assignmentId,
    offer,
    work,
  }: {
    attempt: PlannedAttempt;
    isInTime: boolean;
    userId: string;
    assignmentId: string;
    offer: { pack: string; id: string; hash: string };
    work: GradedWork;
  },
): Sent {
  const id = newId();
  const number = db.$client
    .prepare<[string, string], number>(
      "select count(*) + 1 from submissions where assignment_id = ? and user_id = ?",
    )
    .pluck()
    .get(assignmentId, userId)!;
  // Some try it as practice first.
  const isPractice = attempt.kind === "wrong" && attempt.pick % 20 === 0;
  db.insert(submissions)
    .values({
      id,
      userId,
      packId: offer.pack,
      exerciseId: offer.id,
      versionHash: offer.hash,
      assignmentId,
      isPractice,
      saidToCount: isInTime && !isPractice,
      attempt: number,
      fileName: work.fileName,
      source: work.source,
      submittedAt: new Date(attempt.submittedAtMs),
      formKey: null,
      via: "web",
    })
    .run();
  addGrading(db, id, work.report, "", new Date(attempt.submittedAtMs + 200));
  return { id, userId, assignmentId, isPractice };
}
