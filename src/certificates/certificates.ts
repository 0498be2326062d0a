// Certificates in the database: made once for each person, pack and version, read by anyone who has
// the address, withdrawn by their owner.

import { and, desc, eq } from "drizzle-orm";
import { certificates } from "../db/certificate-schema.ts";
import { newSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";

export type Certificate = typeof certificates.$inferSelect;
type NewCertificate = Omit<Certificate, "id" | "createdAt">;

/** Of one person. */
export const MAX_CERTIFICATES = 50;

/**
 * The one that exists for this person, pack and version, or a new one. undefined if the person has
 * too many.
 */
export function makeCertificate(
  db: Db,
  wanted: NewCertificate,
  now = new Date(),
): Certificate | undefined {
  return db.transaction(
    () => {
      const mine = selectCertificates(db, wanted.userId);
      const known = findCertificate(mine, wanted.packId, wanted.packVersion);
      if (known !== undefined) return known;
      if (mine.length >= MAX_CERTIFICATES) return undefined;
      return db
        .insert(certificates)
        .values({ ...wanted, id: newSecret(), createdAt: now })
        .returning()
        .get();
    },
    { behavior: "immediate" },
  );
}

/** The newest first. */
export function selectCertificates(db: Db, userId: string): Certificate[] {
  return db
    .select()
    .from(certificates)
    .where(eq(certificates.userId, userId))
    .orderBy(desc(certificates.createdAt), desc(certificates.id))
    .all();
}

export function findCertificate(
  mine: readonly Certificate[],
  packId: string,
  version: string,
): Certificate | undefined {
  return mine.find((one) => one.packId === packId && one.packVersion === version);
}

export function selectOptionalCertificate(db: Db, id: string): Certificate | undefined {
  return db.select().from(certificates).where(eq(certificates.id, id)).get();
}

/** Deletes the row. false if the person has no such certificate. */
export function withdrawCertificate(db: Db, userId: string, id: string): boolean {
  return (
    db
      .delete(certificates)
      .where(and(eq(certificates.id, id), eq(certificates.userId, userId)))
      .run().changes > 0
  );
}
