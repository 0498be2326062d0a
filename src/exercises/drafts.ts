// Saves drafts: one text for each person and exercise. Each save names the revision that it is
// based on. If there is a newer one, the save is refused, so that two tabs never overwrite each
// other silently.

import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { drafts } from "../db/submission-schema.ts";

export interface DraftKey {
  userId: string;
  packId: string;
  exerciseId: string;
}

export interface Draft {
  source: string;
  /** From 1. */
  revision: number;
  savedAt: Date;
}

export type SaveResult = { kind: "saved"; revision: number } | { kind: "conflict"; stored: Draft };

const draftOf = prepareOnce((db) =>
  db
    .select({ source: drafts.source, revision: drafts.revision, savedAt: drafts.savedAt })
    .from(drafts)
    .where(
      and(
        eq(drafts.userId, sql.placeholder("userId")),
        eq(drafts.packId, sql.placeholder("packId")),
        eq(drafts.exerciseId, sql.placeholder("exerciseId")),
      ),
    )
    .prepare(),
);

export function selectOptionalDraft(
  db: Db,
  { userId, packId, exerciseId }: DraftKey,
): Draft | undefined {
  return draftOf(db).get({ userId, packId, exerciseId });
}

/** `revision`: the newest that the writer has seen; 0 for none. */
export function saveDraft(
  db: Db,
  key: DraftKey,
  { source, revision }: { source: string; revision: number },
  now: Date = new Date(),
): SaveResult {
  return db.transaction(
    (): SaveResult => {
      const stored = selectOptionalDraft(db, key);
      // The same text again: the first answer was lost, or both tabs have the same text.
      if (stored?.source === source) return { kind: "saved", revision: stored.revision };
      if (stored !== undefined && stored.revision > revision) return { kind: "conflict", stored };
      const next = {
        source,
        revision: Math.max(stored?.revision ?? 0, revision) + 1,
        savedAt: now,
      };
      db.insert(drafts)
        .values({ ...key, ...next })
        .onConflictDoUpdate({
          target: [drafts.userId, drafts.packId, drafts.exerciseId],
          set: next,
        })
        .run();
      return { kind: "saved", revision: next.revision };
    },
    { behavior: "immediate" },
  );
}
