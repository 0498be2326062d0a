// The hints that students of an assignment's course have opened: for this assignment, or on the page
// of the exercise itself. What they opened for another assignment is not counted.

import { and, asc, eq, isNull, or } from "drizzle-orm";
import { HINT_STEPS, type HintStep } from "../../grader/doors/packs.ts";
import type { Assignment } from "../assignments/assignments.ts";
import { hintViews } from "../db/hint-schema.ts";
import type { Db } from "../db/open.ts";
import { enrolments } from "../db/schema.ts";

interface OpenedHints {
  /** The name of the export. */
  name: string;
  /** The number of students who have opened each hint. */
  students: Record<HintStep, number>;
}

interface HintReaderCount {
  userId: string;
  opened: number;
  lastAt: Date;
}

export interface HintFigures {
  /** Functions of which someone has opened a hint, in the order of their names. */
  functions: OpenedHints[];
  /** Those who have opened most first. */
  readers: HintReaderCount[];
}

export function selectHintFigures(
  db: Db,
  {
    id,
    courseId,
    packId,
    exerciseId,
  }: Pick<Assignment, "id" | "courseId" | "packId" | "exerciseId">,
): HintFigures {
  const rows = db
    .select({
      userId: hintViews.userId,
      name: hintViews.exportName,
      step: hintViews.step,
      openedAt: hintViews.openedAt,
    })
    .from(hintViews)
    .innerJoin(
      enrolments,
      and(
        eq(enrolments.userId, hintViews.userId),
        eq(enrolments.courseId, courseId),
        eq(enrolments.role, "student"),
      ),
    )
    .where(
      and(
        eq(hintViews.packId, packId),
        eq(hintViews.exerciseId, exerciseId),
        or(eq(hintViews.assignmentId, id), isNull(hintViews.assignmentId)),
      ),
    )
    .orderBy(asc(hintViews.exportName), asc(hintViews.userId))
    .all();
  const byName = Map.groupBy(rows, ({ name }) => name);
  const byReader = Map.groupBy(rows, ({ userId }) => userId);
  return {
    functions: [...byName].map(([name, opened]) => ({
      name,
      students: Object.fromEntries(
        HINT_STEPS.map((step) => [step, opened.filter((row) => row.step === step).length]),
      ) as Record<HintStep, number>,
    })),
    readers: [...byReader]
      .map(([userId, opened]) => ({
        userId,
        opened: opened.length,
        lastAt: new Date(Math.max(...opened.map(({ openedAt }) => openedAt.getTime()))),
      }))
      .toSorted((a, b) => b.opened - a.opened),
  };
}
