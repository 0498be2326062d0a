// Converts rows and exercises to API answers: names, ISO times, full addresses, redacted reports.

import { redact } from "../../grader/doors/reports.ts";
import type { Db } from "../db/open.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";
import type { SiteAddress } from "../site-address.ts";
import type { PageServices } from "../services.ts";
import { describePurpose } from "../submissions/describe-purpose.ts";
import { type Purpose, selectPurpose, selectPurposes } from "../submissions/purpose.ts";
import { selectOptionalSubmission, type SubmissionView } from "../grading/select-submission.ts";
import type { ExerciseProgress } from "../grading/select-progress.ts";
import type { HistoryRow } from "../grading/select-history.ts";
import { takeSnapshot } from "../submissions/status-view.tsx";
import { formatIsoSecond } from "../ui/format.ts";
import type { CountsAnswer, ExerciseList, SubmissionAnswer, SubmissionRow } from "./schemas.ts";

type ExerciseFacts = ExerciseList["packs"][number]["exercises"][number];

export function describeExercise(
  site: SiteAddress,
  { pack, id, hash, exercise: { manifest }, maxScore }: Offer,
  progress: ExerciseProgress | undefined,
): ExerciseFacts {
  const { title, level, minutes = null, fromText, recommended } = manifest;
  return {
    pack,
    id,
    title,
    level,
    minutes,
    fromText,
    recommended,
    maxScore,
    hash,
    url: site.full(`/exercises/${pack}/${id}`),
    progress:
      progress === undefined
        ? null
        : {
            attempts: progress.attempts,
            waiting: progress.waiting,
            score: progress.score,
            maxScore: progress.maxScore,
            isSolved: progress.isSolved,
          },
  };
}

/**
 * The current state of a submission. Reads it again: `submission` provides only the id and the
 * fields that never change.
 */
export async function readSubmissionState(
  services: PageServices,
  c: AppContext,
  submission: SubmissionView,
): Promise<SubmissionAnswer> {
  const reread = () => selectOptionalSubmission(services.db, c.get("viewer"), submission.id);
  const snapshot = takeSnapshot(
    services,
    submission.report === null ? (reread() ?? submission) : submission,
    reread,
  );
  const { manifest } = await services.catalogue.loadVersion(submission.versionHash);
  const counts = countsAnswer(
    c,
    selectPurpose(services.db, snapshot.state === "done" ? snapshot.submission : submission),
  );
  const { sealedUntilMs } = snapshot.state === "done" ? snapshot.submission : submission;
  const seal = {
    isSealed: sealedUntilMs !== null,
    sealedUntil:
      sealedUntilMs === null || sealedUntilMs === Infinity
        ? null
        : formatIsoSecond(new Date(sealedUntilMs)),
  };
  const facts = {
    ...rowFacts(c.get("site"), submission),
    counts,
    ...seal,
    fileName: submission.fileName,
    limits: manifest.limits,
  };
  if (snapshot.state === "waiting")
    return { state: "waiting", ...facts, place: snapshot.place, isPaused: snapshot.isPaused };
  if (snapshot.state === "running") return { state: "running", ...facts, groups: snapshot.groups };
  const { report, gradedAt, audience, isHiddenPending } = snapshot.submission;
  // The job is deleted and the report is not readable yet, which lasts only as long as a
  // transaction.
  if (report === null || gradedAt === null) return { state: "running", ...facts, groups: [] };
  return {
    state: "done",
    ...facts,
    gradedAt: formatIsoSecond(gradedAt),
    isHiddenPending,
    report: redact(report, audience),
  };
}

export function describeHistory(
  c: AppContext,
  db: Db,
  rows: readonly HistoryRow[],
): SubmissionRow[] {
  const purposes = selectPurposes(db, rows);
  return rows.map((row) => ({
    ...rowFacts(c.get("site"), row),
    counts: countsAnswer(c, purposes.get(row.id)!),
    verdict: row.verdict,
    score: row.score,
    maxScore: row.maxScore,
    isSealed: row.isSealed,
  }));
}

function rowFacts(
  site: SiteAddress,
  {
    id,
    packId,
    exerciseId,
    title,
    assignment,
    courseTitle,
    attempt,
    submittedAt,
  }: Pick<
    HistoryRow,
    | "id"
    | "packId"
    | "exerciseId"
    | "title"
    | "assignment"
    | "courseTitle"
    | "attempt"
    | "submittedAt"
  >,
) {
  const own = assignment?.title;
  const goal =
    assignment === null
      ? null
      : {
          id: assignment.id,
          title: own == null ? title : { "zh-CN": own, en: own },
          course: { id: assignment.courseId, title: courseTitle ?? "" },
        };
  return {
    id,
    url: site.full(`/submissions/${id}`),
    pack: packId,
    exercise: exerciseId,
    title,
    assignment: goal,
    attempt,
    submittedAt: formatIsoSecond(submittedAt),
  };
}

function countsAnswer(c: AppContext, purpose: Purpose): CountsAnswer {
  const { kind, goal } = purpose;
  const counted = kind === "counts" ? purpose : undefined;
  return {
    kind,
    assignment: goal,
    why: kind === "uncounted" ? purpose.why : null,
    attempt: "attempt" in purpose ? (purpose.attempt ?? null) : null,
    attempts: "of" in purpose ? (purpose.of ?? null) : null,
    points: counted?.points ?? null,
    of: counted?.maxPoints ?? null,
    latePercent: counted?.latePercent ?? null,
    isOptional: "isOptional" in purpose && purpose.isOptional,
    isScore: counted?.score.from === "this",
    words: describePurpose(purpose, c.get("t"), c.get("language")),
  };
}
