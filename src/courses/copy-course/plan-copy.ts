// What a copy of a course would contain: each assignment with its new dates, the version that it
// would use, and what prevents it. The page shows the plan, and the copy carries it out.

import { createHash } from "node:crypto";
import {
  type Assignment,
  chooseTitles,
  selectCourseAssignments,
} from "../../assignments/assignments.ts";
import { computeLatestExamEnd, selectExamDays } from "../../assignments/exam-length.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Db } from "../../db/open.ts";
import type { Localized } from "../../../grader/doors/packs.ts";
import type { Rules } from "../../rules/assignment-rules.ts";
import { shiftRules } from "../../rules/shift-dates.ts";
import type { FieldError } from "../../ui/field.tsx";
import {
  type AffectedCourse,
  selectAffectedCourses,
} from "../assignment-pages/affected-courses.ts";
import type { Pick } from "../assignment-pages/save-assignment.ts";

/**
 * newest: the version that is offered now. pinned: the version of the copied course, if that is an
 * older one. replacement: another exercise, offered in place of a withdrawn one.
 */
export type Take =
  | { kind: "newest" | "pinned"; pick: Pick }
  | { kind: "replacement"; pick: Pick; title: Localized }
  | { kind: "leave"; pick: undefined };

export interface CopyLine {
  assignment: Assignment;
  titles: Localized;
  takes: Take[];
  take: Take;
  /** With the new dates. */
  rules: Rules;
  /** Why it cannot be copied as it is. */
  problem: FieldError | undefined;
}

export interface CopyPlan {
  lines: CopyLine[];
  /** Other courses in which a copied exam would hide results. */
  affected: AffectedCourse[];
  /** Identifies what the page showed; the form sends it back. */
  key: string;
}

export interface CopySource {
  id: string;
  timeZone: string;
}

/** `choices`: by assignment, the name of a take. Removed assignments are left out. */
export function planCopy(
  { db, catalogue }: { db: Db; catalogue: Catalogue },
  course: CopySource,
  days: number,
  choices: ReadonlyMap<string, string>,
): CopyPlan {
  const examDays = selectExamDays(db);
  const lines = selectCourseAssignments(db, course.id)
    .filter(({ removedAt }) => removedAt === null)
    .map((assignment): CopyLine => {
      const takes = listTakes(catalogue, assignment);
      const wanted = choices.get(assignment.id);
      const take = takes.find((one) => nameTake(one) === wanted) ?? takes[0]!;
      const rules = shiftRules(assignment.rules, days, course.timeZone);
      return {
        assignment,
        titles: chooseTitles(assignment),
        takes,
        take,
        rules,
        problem:
          take.kind === "leave" || !assignment.isExam ? undefined : checkExam(rules, examDays),
      };
    });
  // No course has this id: the copied one is affected too.
  const affected = selectAffectedCourses(
    db,
    "",
    lines.flatMap(({ assignment, take }) =>
      assignment.isExam && take.pick !== undefined ? [take.pick] : [],
    ),
  );
  return { lines, affected, key: computeKey(lines, affected) };
}

/** As the form sends it. */
export function nameTake(take: Take): string {
  return take.kind === "replacement"
    ? `replacement:${take.pick.packId}/${take.pick.exerciseId}`
    : take.kind;
}

/** The first is chosen if nothing else is. */
function listTakes(catalogue: Catalogue, assignment: Assignment): Take[] {
  const { packId, exerciseId, versionHash } = assignment;
  const leave: Take = { kind: "leave", pick: undefined };
  const offer = catalogue.find(packId, exerciseId);
  if (offer === undefined)
    return [
      leave,
      ...catalogue.findReplacements(packId, exerciseId).map((other): Take => ({
        kind: "replacement",
        pick: { packId: other.pack, exerciseId: other.id, versionHash: other.hash },
        title: other.exercise.manifest.title,
      })),
    ];
  const pick = { packId, exerciseId };
  return [
    { kind: "newest", pick: { ...pick, versionHash: offer.hash } },
    ...(offer.hash === versionHash
      ? []
      : [{ kind: "pinned" as const, pick: { ...pick, versionHash } }]),
    leave,
  ];
}

/** What the form of an assignment requires of an exam today; older exams may lack it. */
function checkExam(
  { opensAtMs, dueAtMs, late, lateUntilMs }: Rules,
  examDays: number,
): FieldError | undefined {
  if (opensAtMs === null) return { key: "assignment.error.examNeedsOpening" };
  if (dueAtMs === null) return { key: "assignment.error.examNeedsDue" };
  if (late.kind !== "refused" && lateUntilMs === null)
    return { key: "assignment.error.examNeedsLastDay" };
  return Math.max(dueAtMs, lateUntilMs ?? dueAtMs) > computeLatestExamEnd(opensAtMs, examDays)
    ? { key: "assignment.error.examTooLong", params: { count: examDays } }
    : undefined;
}

function computeKey(lines: readonly CopyLine[], affected: readonly AffectedCourse[]): string {
  const shown = [
    lines.map(({ assignment: { id, revision }, take, rules }) => [id, revision, take, rules]),
    affected.map(({ id }) => id),
  ];
  return createHash("sha256").update(JSON.stringify(shown)).digest("hex").slice(0, 32);
}
