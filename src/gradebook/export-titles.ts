// Column titles in exports. Canvas and Moodle recognise a column by its title alone, so a title is
// stored at its first export and does not change afterwards: it is in the course's language,
// whoever exports, and survives a rename.

import { and, eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import { selectCourseAssignments, chooseTitle } from "../assignments/assignments.ts";
import type { Language } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";

export const MAX_EXPORT_TITLE_LENGTH = 200;

/** Platforms ignore case and blanks in titles. */
export function cleanExportTitle(title: string): string {
  return title.normalize("NFKC").toLowerCase().replaceAll(/\s+/gu, " ").trim();
}

/** If two assignments have the same title, the second gets a number. Adds the result to `taken`. */
function uniqueTitle(title: string, taken: Set<string>): string {
  const plain = title.trim();
  let unique = plain;
  for (let n = 2; taken.has(cleanExportTitle(unique)); n += 1) unique = `${plain} (${n})`;
  taken.add(cleanExportTitle(unique));
  return unique;
}

/** The title of each assignment that is not removed. Stores those that have none yet. */
export function fixExportTitles(
  db: Db,
  courseId: string,
  language: Language,
  actorId: string,
  now = new Date(),
): Map<string, string> {
  return db.transaction(
    (tx) => {
      const all = selectCourseAssignments(db, courseId);
      const taken = new Set(
        all.flatMap(({ exportTitle }) =>
          exportTitle === null ? [] : [cleanExportTitle(exportTitle)],
        ),
      );
      const titles = new Map<string, string>();
      for (const assignment of all) {
        if (assignment.removedAt !== null) continue;
        const { id, exportTitle } = assignment;
        const title = exportTitle ?? uniqueTitle(chooseTitle(assignment, language), taken);
        titles.set(id, title);
        if (exportTitle !== null) continue;
        tx.update(assignments).set({ exportTitle: title }).where(eq(assignments.id, id)).run();
        // The log holds no free text.
        recordAudit(
          tx,
          {
            action: "assignment.export",
            actorId,
            courseId,
            assignmentId: id,
            after: { hasTitle: true },
          },
          now,
        );
      }
      return titles;
    },
    { behavior: "immediate" },
  );
}

/**
 * Changes the title that exports use; "" stores a new one at the next export. False if another
 * assignment has it.
 */
export function changeExportTitle(
  db: Db,
  { courseId, assignmentId }: { courseId: string; assignmentId: string },
  title: string,
  actorId: string,
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const all = tx
        .select({ id: assignments.id, exportTitle: assignments.exportTitle })
        .from(assignments)
        .where(eq(assignments.courseId, courseId))
        .all();
      const before = all.find(({ id }) => id === assignmentId);
      const exportTitle = title === "" ? null : title;
      if (before === undefined || before.exportTitle === exportTitle) return before !== undefined;
      if (
        all.some(
          (one) =>
            one.id !== assignmentId &&
            one.exportTitle !== null &&
            cleanExportTitle(one.exportTitle) === cleanExportTitle(title),
        )
      )
        return false;
      tx.update(assignments)
        .set({ exportTitle })
        .where(and(eq(assignments.id, assignmentId), eq(assignments.courseId, courseId)))
        .run();
      recordAudit(
        tx,
        {
          action: "assignment.export",
          actorId,
          courseId,
          assignmentId,
          before: { hasTitle: before.exportTitle !== null },
          after: { hasTitle: exportTitle !== null, isRenamed: true },
        },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}
