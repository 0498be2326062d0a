// Writes what is published to the database: the packs and exercises on offer, and those that were
// withdrawn because they are no longer in the folder.

import { and, eq, isNull, notInArray } from "drizzle-orm";
import type { Hints, Pack } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { exercises, packs } from "../db/pack-schema.ts";

/** What is published of an exercise. Its hints are not part of its version. */
export interface Published {
  hash: string;
  /** null: none. */
  hints: Hints | null;
}

/**
 * Records the published state in one transaction. `published`: by "pack/exercise". Returns the
 * withdrawn exercises, as "pack/exercise".
 */
export function recordPublished(
  db: Db,
  found: Pack[],
  published: ReadonlyMap<string, Published>,
  now: Date,
): string[] {
  const withdrawn: string[] = [];
  db.transaction(
    (tx) => {
      for (const [position, { manifest }] of found.entries()) {
        const pack = {
          title: manifest.title,
          version: manifest.version,
          position,
          publishedAt: now,
          withdrawnAt: null,
        };
        tx.insert(packs)
          .values({ id: manifest.id, ...pack })
          .onConflictDoUpdate({ target: packs.id, set: pack })
          .run();
        for (const [place, id] of manifest.exercises.entries()) {
          const found = published.get(`${manifest.id}/${id}`);
          if (found === undefined) continue;
          const { hash, hints } = found;
          const row = { hash, hints, position: place, withdrawnAt: null };
          tx.insert(exercises)
            .values({ packId: manifest.id, id, publishedAt: now, ...row })
            .onConflictDoUpdate({ target: [exercises.packId, exercises.id], set: row })
            .run();
        }
        const gone = tx
          .update(exercises)
          .set({ withdrawnAt: now })
          .where(
            and(
              eq(exercises.packId, manifest.id),
              isNull(exercises.withdrawnAt),
              notInArray(exercises.id, manifest.exercises),
            ),
          )
          .returning()
          .all();
        withdrawn.push(...gone.map(({ packId, id }) => `${packId}/${id}`));
      }
      const ids = found.map(({ manifest }) => manifest.id);
      const goneWithPack = tx
        .update(exercises)
        .set({ withdrawnAt: now })
        .where(and(isNull(exercises.withdrawnAt), notInArray(exercises.packId, ids)))
        .returning()
        .all();
      withdrawn.push(...goneWithPack.map(({ packId, id }) => `${packId}/${id}`));
      tx.update(packs)
        .set({ withdrawnAt: now })
        .where(and(isNull(packs.withdrawnAt), notInArray(packs.id, ids)))
        .run();
    },
    { behavior: "immediate" },
  );
  return withdrawn;
}
