// An assignment's row, inserted into the database: one exercise, plain rules, and the fields that a
// test sets.

import { desc, eq } from "drizzle-orm";
import { newId } from "../../src/db/id.ts";
import type { Db } from "../../src/db/open.ts";
import { assignments } from "../../src/db/schema.ts";
import { exercises, versions } from "../../src/db/pack-schema.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";

export const PLAIN_RULES: Rules = {
  opensAtMs: null,
  dueAtMs: null,
  graceMinutes: 0,
  lateUntilMs: null,
  freeCompileErrors: true,
  late: { kind: "refused" },
  attempts: { kind: "unlimited" },
  counts: "best",
};

type Fields = Partial<Omit<typeof assignments.$inferInsert, "rules">> & {
  courseId: string;
  rules?: Partial<Rules>;
};

/**
 * On the version of tiny/sum that is offered, or the only one there is; worth 100. Returns its id.
 */
export function makeAssignment(db: Db, { rules, ...fields }: Fields): string {
  const id = fields.id ?? newId();
  const offered = db.select().from(exercises).where(eq(exercises.id, "sum")).get()?.hash;
  const versionHash =
    offered ?? db.select().from(versions).orderBy(desc(versions.keptAt)).get()!.hash;
  db.insert(assignments)
    .values({
      packId: "tiny",
      exerciseId: "sum",
      versionHash,
      points: 100,
      position: 0,
      createdAt: new Date(),
      ...fields,
      id,
      rules: { ...PLAIN_RULES, ...rules },
    })
    .run();
  return id;
}
