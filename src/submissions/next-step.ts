// What comes after a submission that passed: the next assignment of its course, or the next exercise
// of the pack.

import {
  type Assignment,
  chooseTitles,
  selectCourseAssignments,
  selectOptionalExtension,
} from "../assignments/assignments.ts";
import { hasPassed } from "../assignments/may-read-solutions.ts";
import type { Localized } from "../../grader/doors/packs.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { selectProgress } from "../grading/select-progress.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import { computeLastMoment, hasOpened } from "../rules/assignment-rules.ts";

export type NextStep =
  | { kind: "exercise" | "assignment"; title: Localized; address: string }
  /** There is no other open assignment. */
  | { kind: "course"; address: string }
  /** Every exercise of the pack is solved. */
  | { kind: "finished"; packId: string };

interface Services {
  db: Db;
  catalogue: Pick<Catalogue, "packs">;
}

/** undefined: the pack is no longer offered. */
export function selectNextStep(
  { db, catalogue }: Services,
  submission: SubmissionView,
): NextStep | undefined {
  const { assignment, packId, exerciseId, userId } = submission;
  if (assignment !== null) return selectNextAssignment(db, userId, assignment);
  const offers = catalogue.packs.find(({ id }) => id === packId)?.offers;
  if (offers === undefined) return undefined;
  const progress = selectProgress(db, userId);
  const isOpen = ({ id }: { id: string }) =>
    id !== exerciseId && progress.get(`${packId}/${id}`)?.isSolved !== true;
  const place = offers.findIndex(({ id }) => id === exerciseId);
  const next = offers.slice(place + 1).find(isOpen) ?? offers.find(isOpen);
  if (next === undefined) return { kind: "finished", packId };
  const { title } = next.exercise.manifest;
  return { kind: "exercise", title, address: `/exercises/${packId}/${next.id}` };
}

/**
 * In the order of the course, from this assignment on. Exams are left out: students begin them at a
 * time of their choice, and whether one is passed may not be shown yet.
 */
function selectNextAssignment(
  db: Db,
  userId: string,
  { id, courseId }: { id: string; courseId: string },
): NextStep {
  const nowMs = Date.now();
  const all = selectCourseAssignments(db, courseId);
  const place = all.findIndex((one) => one.id === id);
  const isOpen = (one: Assignment) =>
    one.id !== id &&
    one.removedAt === null &&
    !one.isExam &&
    hasTime(db, userId, one, nowMs) &&
    !hasPassed(db, userId, one.id);
  const next = all.slice(place + 1).find(isOpen) ?? all.find(isOpen);
  if (next === undefined) return { kind: "course", address: `/courses/${courseId}` };
  return {
    kind: "assignment",
    title: chooseTitles(next),
    address: `/exercises/${next.packId}/${next.exerciseId}?assignment=${next.id}`,
  };
}

function hasTime(db: Db, userId: string, { id, rules }: Assignment, nowMs: number): boolean {
  if (!hasOpened(rules, nowMs)) return false;
  const lastMs = computeLastMoment(rules, selectOptionalExtension(db, id, userId));
  return lastMs === null || nowMs <= lastMs;
}
