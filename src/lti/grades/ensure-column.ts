// The address of the column of a platform's gradebook that an assignment has in a platform's
// course, as `lti_line_items` stores it.

import { and, eq } from "drizzle-orm";
import type { Logger } from "pino";
import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import type { Language } from "../../../grader/doors/packs.ts";
import type { Db } from "../../db/open.ts";
import { ltiLineItems, ltiResourceLinks, ltiScores } from "../../db/lti-schema.ts";
import { ServiceError } from "../call-service.ts";
import {
  type Column,
  ensureLineItem,
  findLineItem,
  type LineItemService,
  mayWriteLineItems,
  updateLineItem,
} from "./find-line-item.ts";
import { forgetSent } from "./forget-sent.ts";

export interface ColumnParts {
  db: Db;
  log: Logger;
  service: LineItemService;
  contextId: string;
  assignment: Assignment;
  /** Of the course: the title is in it. */
  language: Language;
}

/** Throws `ServiceError`; its code is "lineItemMissing" if the platform has deleted the column. */
export async function ensureColumn(parts: ColumnParts, now: Date): Promise<string> {
  const { db, service, contextId, assignment } = parts;
  const known = selectColumn(db, contextId, assignment.id);
  if (known !== undefined && known.missingAt !== null) throw new ServiceError("lineItemMissing");
  const wanted = describeColumn(parts);
  if (known === undefined) {
    const item = await ensureLineItem(service, wanted);
    const fresh = {
      url: item.id,
      label: item.label ?? wanted.label,
      scoreMaximum: item.scoreMaximum ?? wanted.scoreMaximum,
      missingAt: null,
    };
    db.insert(ltiLineItems)
      .values({ contextId, assignmentId: assignment.id, createdAt: now, ...fresh })
      // A launch has named the column of its link meanwhile.
      .onConflictDoNothing()
      .run();
    const stored = selectColumn(db, contextId, assignment.id)!;
    await updateColumn(parts, stored, wanted);
    return stored.url;
  }
  await updateColumn(parts, known, wanted);
  return known.url;
}

type StoredColumn = typeof ltiLineItems.$inferSelect;

/** Only a title or points that changed here: the platform's teachers may have set others there. */
async function updateColumn(
  { db, log, service, contextId, assignment }: ColumnParts,
  known: StoredColumn,
  wanted: Column,
): Promise<void> {
  const { label, scoreMaximum } = wanted;
  if (known.label === label && known.scoreMaximum === scoreMaximum) return;
  const isFirst = known.label === null && known.scoreMaximum === null;
  if (!isFirst && assignment.removedAt === null && mayWriteLineItems(service))
    try {
      await updateLineItem(service, known.url, wanted);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.isTemporary) throw error;
      // Scores can be sent all the same: they name their own maximum.
      log.warn(
        { contextId, assignmentId: assignment.id, code: error.code, detail: error.detail },
        "a platform refused to change a column of its gradebook",
      );
    }
  db.update(ltiLineItems)
    .set({ label, scoreMaximum })
    .where(isColumn(contextId, assignment.id))
    .run();
}

/**
 * After the platform has said that there is no such column: it is looked up again, once. undefined:
 * it is there, so something else is missing. Throws `ServiceError` "lineItemMissing".
 */
export async function findColumnAgain(
  parts: ColumnParts,
  url: string,
  now: Date,
): Promise<string | undefined> {
  const { db, service, contextId, assignment } = parts;
  const item = await findLineItem(service, describeColumn(parts)).catch((error: unknown) => {
    if (error instanceof ServiceError && ["noLineItems", "lineItemScope"].includes(error.code))
      return undefined;
    throw error;
  });
  if (item?.id === url) return undefined;
  const where = isColumn(contextId, assignment.id);
  if (item !== undefined) {
    db.update(ltiLineItems).set({ url: item.id }).where(where).run();
    forgetSent(db, contextId, assignment.id);
    return item.id;
  }
  db.transaction(
    () => {
      db.update(ltiLineItems).set({ missingAt: now }).where(where).run();
      db.update(ltiScores)
        .set({ sent: null, dueAt: null, error: "lineItemMissing" })
        .where(and(eq(ltiScores.contextId, contextId), eq(ltiScores.assignmentId, assignment.id)))
        .run();
    },
    { behavior: "immediate" },
  );
  throw new ServiceError("lineItemMissing");
}

function describeColumn({ db, contextId, assignment, language }: ColumnParts): Column {
  const links = db
    .select({ id: ltiResourceLinks.resourceLinkId })
    .from(ltiResourceLinks)
    .where(
      and(
        eq(ltiResourceLinks.contextId, contextId),
        eq(ltiResourceLinks.assignmentId, assignment.id),
      ),
    )
    .limit(2)
    .all();
  return {
    label: chooseTitle(assignment, language),
    scoreMaximum: assignment.points,
    resourceId: assignment.id,
    resourceLinkId: links.length === 1 ? links[0]!.id : null,
  };
}

export function selectColumn(
  db: Pick<Db, "select">,
  contextId: string,
  assignmentId: string,
): StoredColumn | undefined {
  return db.select().from(ltiLineItems).where(isColumn(contextId, assignmentId)).get();
}

const isColumn = (contextId: string, assignmentId: string) =>
  and(eq(ltiLineItems.contextId, contextId), eq(ltiLineItems.assignmentId, assignmentId));
