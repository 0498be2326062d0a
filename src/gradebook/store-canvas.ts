// Stores what a Canvas gradebook provides for later exports: exactly as it was previewed, all of it
// or nothing.

import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { assignments, enrolments } from "../db/schema.ts";
import type { CanvasMatch } from "./canvas-match.ts";

const text = z.string().max(300);
/** The matches as the form carries them from the preview to its confirmation. */
const sentMatch = z.object({
  columns: z.array(z.tuple([z.string().max(64), text])).max(2_000),
  people: z
    .array(
      z.tuple([
        z.string().max(64),
        z.strictObject({
          student: text,
          id: text,
          sisUserId: text,
          sisLoginId: text,
          section: text,
        }),
      ]),
    )
    .max(20_000),
});
export type SentMatch = z.infer<typeof sentMatch>;

export function writeMatch({ columns, people }: CanvasMatch): string {
  return JSON.stringify({
    columns: columns.map(({ assignmentId, column }) => [assignmentId, column]),
    people: people.map(({ userId, identity }) => [userId, identity]),
  });
}

/** undefined if the text is not what `writeMatch` writes. */
export function readMatch(sent: string): SentMatch | undefined {
  try {
    return sentMatch.safeParse(JSON.parse(sent)).data;
  } catch {
    return undefined;
  }
}

/**
 * Only for this course; students who have left since are skipped. Returns how many columns and
 * people were stored.
 */
export function storeCanvas(
  db: Db,
  courseId: string,
  { columns, people }: SentMatch,
  actorId: string,
  now = new Date(),
): { columns: number; people: number } {
  return db.transaction(
    (tx) => {
      const stored = { columns: 0, people: 0 };
      for (const [id, canvasColumn] of columns)
        stored.columns += tx
          .update(assignments)
          .set({ canvasColumn })
          .where(and(eq(assignments.id, id), eq(assignments.courseId, courseId)))
          .run().changes;
      for (const [userId, canvas] of people) {
        const isStudent = and(
          eq(enrolments.userId, userId),
          eq(enrolments.courseId, courseId),
          eq(enrolments.role, "student"),
        );
        stored.people += tx.update(enrolments).set({ canvas }).where(isStudent).run().changes;
      }
      recordAudit(tx, { action: "course.canvas", actorId, courseId, after: stored }, now);
      return stored;
    },
    { behavior: "immediate" },
  );
}
