// Which hints a person has opened. Each function's hints are opened in order.

import { and, asc, eq } from "drizzle-orm";
import { HINT_STEPS, type Hints, type HintStep } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { hintViews } from "../db/hint-schema.ts";

export interface HintReader {
  userId: string;
  packId: string;
  exerciseId: string;
}

export interface FunctionHints {
  /** The name of the export. */
  name: string;
  /** In their order. */
  opened: HintStep[];
  /** undefined: all are opened. */
  next: HintStep | undefined;
}

/**
 * The functions that have hints, in the order of `exports`; `reader`: undefined for a visitor
 * without a session.
 */
export function selectFunctionHints(
  db: Db,
  hints: Hints,
  exports: readonly { name: string }[],
  reader: HintReader | undefined,
): FunctionHints[] {
  const rows = reader === undefined ? [] : selectOpened(db, reader);
  return exports
    .filter(({ name }) => Object.hasOwn(hints, name))
    .map(({ name }) => {
      const isOpened = (step: HintStep) =>
        rows.some((row) => row.exportName === name && row.step === step);
      return {
        name,
        opened: HINT_STEPS.filter(isOpened),
        next: HINT_STEPS.find((step) => !isOpened(step)),
      };
    });
}

function selectOpened(db: Db, { userId, packId, exerciseId }: HintReader) {
  return db
    .select({ exportName: hintViews.exportName, step: hintViews.step })
    .from(hintViews)
    .where(
      and(
        eq(hintViews.userId, userId),
        eq(hintViews.packId, packId),
        eq(hintViews.exerciseId, exerciseId),
      ),
    )
    .orderBy(asc(hintViews.openedAt))
    .all();
}

/** Opening a hint again changes nothing. */
export function recordHintView(
  db: Db,
  reader: HintReader,
  { name, step, assignmentId }: { name: string; step: HintStep; assignmentId: string | null },
  now = new Date(),
): void {
  db.insert(hintViews)
    .values({ ...reader, exportName: name, step, assignmentId, openedAt: now })
    .onConflictDoNothing()
    .run();
}
