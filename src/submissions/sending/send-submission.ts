// Receives a submission from the form or the API: checks the limits, decides by its time of
// arrival, and records it. The same form sent again gives the first result, whatever has changed
// since. The decision and the insert are one step, so that two simultaneous requests cannot both use
// the last attempt.

import { selectWorks, type Work } from "../../assignments/assignments.ts";
import { chooseWork } from "../../catalogue/find-exercise.ts";
import { decideAndWrite } from "../../db/decide-and-write.ts";
import type { AppContext } from "../../http/environment.ts";
import { computeAddressKey } from "../../ip-address.ts";
import { ensureUser } from "../../auth/ensure-user.ts";
import type { SubmissionServices } from "../submission-services.ts";
import { EXAM_SPACING_MS, isUnderExam } from "../../assignments/exams.ts";
import { MAX_WAITING_PER_ASSIGNMENT } from "../../grading/record-submission.ts";
import { explainAbsence } from "./absence.ts";
import type { Announcement } from "./announcement.ts";
import type { Refusal } from "./ask-words.ts";
import { decide, type Decision } from "./decide.ts";

export interface SentForm {
  pack: string;
  exercise: string;
  announced: Announcement;
  /** The assignment of the page that it was submitted from. */
  beside: string | undefined;
  source: string;
  fileName: string;
  formKey: string | null;
  via: "web" | "cli" | "api";
}

export type SendResult =
  | { kind: "recorded" | "known"; id: string }
  /** Nothing is recorded. `works`: the possible assignments. */
  | { kind: "refused"; refusal: Refusal; works: Work[] }
  /** The exercise does not exist for this sender. */
  | { kind: "none" };

export async function sendSubmission(
  services: SubmissionServices,
  c: AppContext,
  sent: SentForm,
): Promise<SendResult> {
  const { db, queue, catalogue, gradeQueue, throttle, addressOf } = services;
  const { pack, exercise, announced, beside, source, fileName, via } = sent;
  // A form has a button for each goal: first practice and then an assignment are two submissions.
  const formKey =
    sent.formKey === null || announced.goal === undefined
      ? sent.formKey
      : `${sent.formKey} ${announced.goal}`;
  const receivedAtMs = c.get("receivedAtMs");
  const look = (): { works: Work[]; decision: Decision } => {
    const viewer = c.get("viewer");
    const works =
      viewer.kind === "member"
        ? selectWorks(db, viewer.userId, { packId: pack, exerciseId: exercise }, receivedAtMs)
        : [];
    const decision = decide({
      announced,
      viewer,
      works,
      beside: beside === undefined ? null : chooseWork(works, beside),
      absenceOf: (id) => explainAbsence(db, viewer, id),
    });
    return { works, decision };
  };

  await throttle.take("submitAddress", computeAddressKey(addressOf(c)));
  if (c.get("viewer").kind === "nobody") {
    const { works, decision } = look();
    if (decision.kind === "ask") return { kind: "refused", refusal: decision.ask, works };
  }
  const userId = await ensureUser(services, c);
  await throttle.take("submitAccount", userId);

  // No waiting from here on.
  const knownId = formKey === null ? undefined : queue.knownId(userId, formKey, source);
  if (knownId !== undefined) return { kind: "known", id: knownId };
  const result = decideAndWrite(db, look, ({ works, decision }): SendResult => {
    if (decision.kind === "ask") return { kind: "refused", refusal: decision.ask, works };
    const { work, isPractice, saidToCount } = decision;
    const versionHash = work?.assignment.versionHash ?? catalogue.find(pack, exercise)?.hash;
    if (versionHash === undefined) return { kind: "none" };
    const key = { packId: pack, exerciseId: exercise, versionHash };
    const submission = {
      ...key,
      userId,
      assignmentId: work?.assignment.id ?? null,
      isPractice,
      saidToCount,
      submittedAt: new Date(receivedAtMs),
      fileName,
      source,
      formKey,
      via,
    };
    const spacingMs = isUnderExam(db, key, receivedAtMs) ? EXAM_SPACING_MS : null;
    const submitted = queue.submit(submission, { spacingMs });
    if (submitted.kind === "spaced")
      return { kind: "refused", refusal: { why: "spaced", untilMs: submitted.untilMs }, works };
    if (submitted.kind === "full")
      return {
        kind: "refused",
        refusal: { why: "full", count: MAX_WAITING_PER_ASSIGNMENT },
        works,
      };
    return submitted;
  });
  if (result.kind === "recorded") gradeQueue.wake();
  return result;
}
