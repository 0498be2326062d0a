// One-time addresses by which a platform registers itself (Dynamic Registration). Whoever has one may
// register one platform with it: the page behind it uses no session.

import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { ownsSite } from "../../auth/owns-site.ts";
import { hashSecret, newId, newSecret } from "../../db/id.ts";
import { ltiInvitations } from "../../db/lti-schema.ts";
import type { Db } from "../../db/open.ts";
import { recordAudit } from "../../db/record-audit.ts";
import { DAY_MS, HOUR_MS } from "../../durations.ts";

export const INVITATION_HOURS = 24;
/** So long the page can say that an address has expired, instead of that there is none. */
const REMEMBERED_MS = 30 * DAY_MS;

export interface Invitation {
  id: string;
  name: string;
  createdBy: string;
  expiresAt: Date;
}
const COLUMNS = {
  id: ltiInvitations.id,
  name: ltiInvitations.name,
  createdBy: ltiInvitations.createdBy,
  expiresAt: ltiInvitations.expiresAt,
};

/** Returns the secret of the address. */
export function makeInvitation(db: Db, ownerId: string, name: string, now = new Date()): string {
  const secret = newSecret();
  const id = newId();
  const expiresAt = new Date(now.getTime() + INVITATION_HOURS * HOUR_MS);
  db.transaction(
    () => {
      db.delete(ltiInvitations)
        .where(lt(ltiInvitations.expiresAt, new Date(now.getTime() - REMEMBERED_MS)))
        .run();
      db.insert(ltiInvitations)
        .values({
          id,
          hash: hashSecret(secret),
          name,
          createdAt: now,
          createdBy: ownerId,
          expiresAt,
        })
        .run();
      recordAudit(
        db,
        { action: "lti.platform", actorId: ownerId, after: { invitation: id, expiresAt } },
        now,
      );
    },
    { behavior: "immediate" },
  );
  return secret;
}

/** Those that can still be used. */
export function selectOpenInvitations(db: Pick<Db, "select">, now = new Date()): Invitation[] {
  return db
    .select(COLUMNS)
    .from(ltiInvitations)
    .where(and(isNull(ltiInvitations.usedAt), gt(ltiInvitations.expiresAt, now)))
    .orderBy(desc(ltiInvitations.createdAt), desc(ltiInvitations.id))
    .all();
}

/** Somebody who owns the site no longer invites no platform either. */
export function findInvitation(
  db: Db,
  secret: string,
  now = new Date(),
): Invitation | "unknown" | "used" | "expired" {
  const found = db
    .select({ ...COLUMNS, usedAt: ltiInvitations.usedAt })
    .from(ltiInvitations)
    .where(eq(ltiInvitations.hash, hashSecret(secret)))
    .get();
  if (found === undefined || !ownsSite(db, found.createdBy)) return "unknown";
  const { usedAt, ...invitation } = found;
  if (usedAt !== null) return "used";
  return invitation.expiresAt <= now ? "expired" : invitation;
}

/** False if another request was faster. */
export function claimInvitation(db: Db, id: string, now = new Date()): boolean {
  return (
    db
      .update(ltiInvitations)
      .set({ usedAt: now })
      .where(and(eq(ltiInvitations.id, id), isNull(ltiInvitations.usedAt)))
      .run().changes === 1
  );
}

/** Nothing was stored: the address can be used again. */
export function releaseInvitation(db: Db, id: string): void {
  db.update(ltiInvitations).set({ usedAt: null }).where(eq(ltiInvitations.id, id)).run();
}

export function withdrawInvitation(db: Db, ownerId: string, id: string): void {
  db.transaction(
    () => {
      const { changes } = db
        .delete(ltiInvitations)
        .where(and(eq(ltiInvitations.id, id), isNull(ltiInvitations.usedAt)))
        .run();
      if (changes === 1)
        recordAudit(db, { action: "lti.platform", actorId: ownerId, before: { invitation: id } });
    },
    { behavior: "immediate" },
  );
}
