// An exercise that was offered once and is not any more.

import { and, eq } from "drizzle-orm";
import type { Localized } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { exercises, versions } from "../db/pack-schema.ts";

/** Its last title; undefined if there never was such an exercise. Ask the catalogue first. */
export function selectOptionalWithdrawn(
  db: Db,
  packId: string,
  exerciseId: string,
): { title: Localized } | undefined {
  return db
    .select({ title: versions.title })
    .from(exercises)
    .innerJoin(versions, eq(versions.hash, exercises.hash))
    .where(and(eq(exercises.packId, packId), eq(exercises.id, exerciseId)))
    .get();
}
