// The hints of an exercise, as they were published last. They are the same for every version.

import { and, eq } from "drizzle-orm";
import type { Hints } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { exercises } from "../db/pack-schema.ts";

/** null if the exercise has none. */
export function selectHints(db: Db, packId: string, exerciseId: string): Hints | null {
  return (
    db
      .select({ hints: exercises.hints })
      .from(exercises)
      .where(and(eq(exercises.packId, packId), eq(exercises.id, exerciseId)))
      .get()?.hints ?? null
  );
}
