// Stores the tests that people have written for an exercise. Each is added and removed by itself, so
// two pages never overwrite each other's.

import { and, asc, eq } from "drizzle-orm";
import {
  MAX_OWN_TESTS,
  MAX_TOTAL_CHARACTERS,
  type OwnTest,
  weigh,
} from "../../grader/doors/reports.ts";
import type { OwnTestEntry } from "../catalogue/editor-data.ts";
import type { Db } from "../db/open.ts";
import { ownTests } from "../db/submission-schema.ts";

export interface OwnTestsKey {
  userId: string;
  packId: string;
  exerciseId: string;
}

/** full: there are as many as a person may have, or they are too long together. */
export type AddResult = "added" | "full";

const of = ({ userId, packId, exerciseId }: OwnTestsKey) =>
  and(
    eq(ownTests.userId, userId),
    eq(ownTests.packId, packId),
    eq(ownTests.exerciseId, exerciseId),
  );

/** The oldest first. */
export function selectOwnTests(db: Db, key: OwnTestsKey): OwnTestEntry[] {
  return db
    .select({ id: ownTests.id, test: ownTests.test })
    .from(ownTests)
    .where(of(key))
    .orderBy(asc(ownTests.addedAt), asc(ownTests.id))
    .all();
}

/** The same id again has no effect, nor has the same test. */
export function addOwnTest(
  db: Db,
  key: OwnTestsKey,
  { id, test }: OwnTestEntry,
  now: Date = new Date(),
): AddResult {
  return db.transaction(
    (): AddResult => {
      const mine = selectOwnTests(db, key);
      const text = JSON.stringify(test);
      if (mine.some((one) => one.id === id || JSON.stringify(one.test) === text)) return "added";
      const tests: OwnTest[] = [...mine.map((one) => one.test), test];
      if (tests.length > MAX_OWN_TESTS || weigh(tests) > MAX_TOTAL_CHARACTERS) return "full";
      db.insert(ownTests)
        .values({ ...key, id, test, addedAt: now })
        .run();
      return "added";
    },
    { behavior: "immediate" },
  );
}

export function removeOwnTest(db: Db, key: OwnTestsKey, id: string): void {
  db.delete(ownTests)
    .where(and(of(key), eq(ownTests.id, id)))
    .run();
}
