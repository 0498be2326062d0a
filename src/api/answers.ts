// Rows and offers as the API answers them: names, ISO times, whole addresses, and reports as their reader may see them.

import { redact } from "../../grader/index.ts";
import type { Config } from "../config.ts";
import type { Offer } from "../exercises/catalogue.ts";
import type { AppContext } from "../http/environment.ts";
import type { Services } from "../services.ts";
import { type ExerciseProgress, type HistoryRow, selectOptionalSubmission, type SubmissionView } from "../submissions/queries.ts";
import { takeSnapshot } from "../submissions/status-view.tsx";
import type { ExerciseList, SubmissionAnswer, SubmissionRow } from "./schemas.ts";

type ExerciseFacts = ExerciseList["packs"][number]["exercises"][number];

export function exerciseFacts({ publicUrl }: Config, { pack, id, hash, exercise: { manifest }, maxScore }: Offer, progress: ExerciseProgress | undefined): ExerciseFacts {
  const { title, level, needs } = manifest;
  return {
    pack, id, title, level, needs, maxScore, hash,
    url: `${publicUrl}/exercises/${pack}/${id}`,
    progress: progress === undefined ? null : { attempts: progress.attempts, waiting: progress.waiting, score: progress.score, maxScore: progress.maxScore, isSolved: progress.isSolved },
  };
}

/** How a submission stands now. Read anew: `submission` only says which, and what never changes of it. */
export async function submissionState(services: Services, c: AppContext, submission: SubmissionView): Promise<SubmissionAnswer> {
  const reread = () => selectOptionalSubmission(services.db, c.get("viewer"), submission.id);
  const snapshot = takeSnapshot(services, submission.report === null ? (reread() ?? submission) : submission, reread);
  const { manifest } = await services.catalogue.exerciseOf(submission.versionHash);
  const facts = { ...rowFacts(services.config, submission), fileName: submission.fileName, limits: manifest.limits };
  if (snapshot.state === "waiting") return { state: "waiting", ...facts, place: snapshot.place, isPaused: snapshot.isPaused };
  if (snapshot.state === "running") return { state: "running", ...facts, groups: snapshot.groups };
  const { report, gradedAt, audience } = snapshot.submission;
  // Its job is gone and its report not there yet: only for as long as a transaction takes.
  if (report === null || gradedAt === null) return { state: "running", ...facts, groups: [] };
  return { state: "done", ...facts, gradedAt: gradedAt.toISOString(), report: redact(report, audience) };
}

export function historyRow(config: Config, row: HistoryRow): SubmissionRow {
  return { ...rowFacts(config, row), verdict: row.verdict, score: row.score, maxScore: row.maxScore, isSealed: row.isSealed };
}

function rowFacts({ publicUrl }: Config, { id, packId, exerciseId, title, assignment, courseTitle, attempt, submittedAt }: Pick<HistoryRow, "id" | "packId" | "exerciseId" | "title" | "assignment" | "courseTitle" | "attempt" | "submittedAt">) {
  const own = assignment?.title;
  const goal = assignment === null ? null : { id: assignment.id, title: own == null ? title : { "zh-CN": own, en: own }, course: { id: assignment.courseId, title: courseTitle ?? "" } };
  return { id, url: `${publicUrl}/submissions/${id}`, pack: packId, exercise: exerciseId, title, assignment: goal, attempt, submittedAt: submittedAt.toISOString() };
}
