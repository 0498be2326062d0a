// What staff do to assignments: create, change, reorder, remove, restore. Each writes its audit
// entry and every score it affects in one transaction.

import { and, asc, eq, isNotNull, isNull, max } from "drizzle-orm";
import { markScoresDue } from "../../db/mark-scores-due.ts";
import { recordAudit } from "../../db/record-audit.ts";
import { newId } from "../../db/id.ts";
import type { Db } from "../../db/open.ts";
import { assignments } from "../../db/schema.ts";
import { recomputeScores } from "../../scoring/recompute-scores.ts";
import { type Assignment, selectOptionalAssignment } from "../../assignments/assignments.ts";
import type { Settings } from "./parse-form.ts";

/** An exercise as it is offered now: a new assignment is pinned to this version. */
export interface Pick {
  packId: string;
  exerciseId: string;
  versionHash: string;
}

interface By {
  courseId: string;
  actorId: string;
}

/**
 * Creates one assignment per exercise, all with the same settings, after the existing ones. Returns
 * their ids.
 */
export function createAssignments(
  db: Db,
  { courseId, actorId }: By,
  picks: readonly Pick[],
  settings: Settings,
  now = new Date(),
): string[] {
  return db.transaction(
    () => {
      const last =
        db
          .select({ position: max(assignments.position) })
          .from(assignments)
          .where(eq(assignments.courseId, courseId))
          .get()?.position ?? 0;
      return picks.map((pick, i) => {
        const id = newId();
        db.insert(assignments)
          .values({ id, courseId, ...pick, ...settings, position: last + i + 1, createdAt: now })
          .run();
        recordAudit(
          db,
          {
            action: "assignment.create",
            actorId,
            courseId,
            assignmentId: id,
            after: { ...pick, ...listFacts(settings) },
          },
          now,
        );
        return id;
      });
    },
    { behavior: "immediate" },
  );
}

/**
 * conflict: someone else has saved since the form was fetched; nothing is written. scores: the
 * number of scores that changed.
 */
export type ChangeResult =
  | { kind: "saved"; scores: number }
  | { kind: "conflict"; stored: Assignment };

export function changeAssignment(
  db: Db,
  { courseId, actorId }: By,
  id: string,
  revision: number,
  settings: Settings,
  now = new Date(),
): ChangeResult {
  return db.transaction(
    (): ChangeResult => {
      const stored = selectOptionalAssignment(db, courseId, id);
      if (stored === undefined) throw new Error(`no such assignment: ${id}`);
      if (stored.revision !== revision) return { kind: "conflict", stored };
      const { before, after } = findDifference(listFacts(stored), listFacts(settings));
      if (stored.announcement === settings.announcement && Object.keys(after).length === 0)
        return { kind: "saved", scores: 0 };
      db.update(assignments)
        .set({ ...settings, revision: revision + 1 })
        .where(eq(assignments.id, id))
        .run();
      recordAudit(
        db,
        { action: "assignment.change", actorId, courseId, assignmentId: id, before, after },
        now,
      );
      const changed = recomputeScores(db, id, undefined, { cause: "rules", now });
      return { kind: "saved", scores: changed.length };
    },
    { behavior: "immediate" },
  );
}

/**
 * Submissions and scores stay; nothing more can be submitted, and the assignment no longer counts.
 * False if it is in that state already.
 */
export function setRemoved(
  db: Db,
  { courseId, actorId }: By,
  id: string,
  isRemoved: boolean,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const { changes } = db
        .update(assignments)
        .set({ removedAt: isRemoved ? now : null })
        .where(
          and(
            eq(assignments.id, id),
            eq(assignments.courseId, courseId),
            isRemoved ? isNull(assignments.removedAt) : isNotNull(assignments.removedAt),
          ),
        )
        .run();
      if (changes === 0) return false;
      recordAudit(
        db,
        {
          action: isRemoved ? "assignment.remove" : "assignment.restore",
          actorId,
          courseId,
          assignmentId: id,
        },
        now,
      );
      markScoresDue(db, id);
      return true;
    },
    { behavior: "immediate" },
  );
}

/** Swaps it with its neighbour; the first cannot go up, the last cannot go down. */
export function moveAssignment(
  db: Db,
  { courseId, actorId }: By,
  id: string,
  direction: "up" | "down",
  now = new Date(),
): void {
  db.transaction(
    () => {
      const inOrder = db
        .select({ id: assignments.id })
        .from(assignments)
        .where(and(eq(assignments.courseId, courseId), isNull(assignments.removedAt)))
        .orderBy(asc(assignments.position), asc(assignments.createdAt))
        .all()
        .map((row) => row.id);
      const from = inOrder.indexOf(id);
      const to = from + (direction === "up" ? -1 : 1);
      if (from < 0 || to < 0 || to >= inOrder.length) return;
      [inOrder[from], inOrder[to]] = [inOrder[to]!, inOrder[from]!];
      for (const [i, one] of inOrder.entries())
        db.update(assignments)
          .set({ position: i + 1 })
          .where(eq(assignments.id, one))
          .run();
      recordAudit(
        db,
        {
          action: "assignment.change",
          actorId,
          courseId,
          assignmentId: id,
          before: { position: from + 1 },
          after: { position: to + 1 },
        },
        now,
      );
    },
    { behavior: "immediate" },
  );
}

type Facts = Record<string, unknown>;

/**
 * For the audit log, one level deep. Only the length of the announcement: its text may name
 * someone.
 */
function listFacts({
  title,
  rules,
  points,
  weight,
  isExam,
  solutions,
  hints,
  mayAskReference,
  announcement,
}: Settings): Facts {
  return {
    title,
    ...rules,
    points,
    weight,
    isExam,
    solutions,
    hints,
    mayAskReference,
    announcementLength: announcement.length,
  };
}

function findDifference(before: Facts, after: Facts): { before: Facts; after: Facts } {
  const changed = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const only = (facts: Facts) => Object.fromEntries(changed.map((name) => [name, facts[name]]));
  return { before: only(before), after: only(after) };
}
