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
import type { Offer } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import type { ExerciseProgress } from "../grading/select-progress.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import { computeLastMoment, hasOpened } from "../rules/assignment-rules.ts";

export type NextStep =
  | { kind: "exercise" | "assignment"; title: Localized; address: string }
  /** There is no other open assignment. */
  | { kind: "course"; address: string };

/**
 * `offers`: of the submission's pack; undefined if it is no longer offered. undefined: every exercise
 * is solved.
 */
export function selectNextStep(
  db: Db,
  offers: readonly Offer[] | undefined,
  { assignment, packId, exerciseId, userId }: SubmissionView,
  progress: ReadonlyMap<string, ExerciseProgress>,
): NextStep | undefined {
  if (assignment !== null) return selectNextAssignment(db, userId, assignment);
  if (offers === undefined) return undefined;
  const isOpen = ({ id }: { id: string }) =>
    id !== exerciseId && progress.get(`${packId}/${id}`)?.isSolved !== true;
  const place = offers.findIndex(({ id }) => id === exerciseId);
  const next = offers.slice(place + 1).find(isOpen) ?? offers.find(isOpen);
  if (next === undefined) return undefined;
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
