// A request for links while the teacher chooses: the picker is in the platform's frame, has no
// session, and is known by a secret in its address.

import { and, eq } from "drizzle-orm";
import { hashSecret, newId, newSecret } from "../../db/id.ts";
import type { Db } from "../../db/open.ts";
import { type LtiLaunch, ltiOpenings, type LtiPicking } from "../../db/lti-schema.ts";
import { HOUR_MS } from "../../durations.ts";

const PICKING_LASTS_MS = HOUR_MS;

export interface Picking {
  id: string;
  expiresAt: Date;
  platformId: string;
  launch: LtiLaunch & { picking: LtiPicking };
}

/** Returns the secret. */
export function addPicking(
  db: Pick<Db, "insert">,
  { platformId, launch }: Pick<Picking, "platformId" | "launch">,
  now = new Date(),
): string {
  const secret = newSecret();
  db.insert(ltiOpenings)
    .values({
      id: newId(),
      state: "picking",
      hash: hashSecret(secret),
      platformId,
      launch,
      createdAt: now,
      expiresAt: new Date(now.getTime() + PICKING_LASTS_MS),
    })
    .run();
  return secret;
}

/** It may be over, so that its page can still say so in the platform's frame. */
export function selectOptionalPicking(db: Pick<Db, "select">, secret: string): Picking | undefined {
  const row = db
    .select({
      id: ltiOpenings.id,
      platformId: ltiOpenings.platformId,
      launch: ltiOpenings.launch,
      expiresAt: ltiOpenings.expiresAt,
    })
    .from(ltiOpenings)
    .where(and(eq(ltiOpenings.hash, hashSecret(secret)), eq(ltiOpenings.state, "picking")))
    .get();
  const picking = row?.launch.picking;
  return row === undefined || picking === undefined
    ? undefined
    : { ...row, launch: { ...row.launch, picking } };
}

export function isOver({ expiresAt }: Pick<Picking, "expiresAt">, now = new Date()): boolean {
  return expiresAt <= now;
}

/** From now on, the answer names these assignments: a form that is sent twice creates them once. */
export function storePicked(
  db: Pick<Db, "update">,
  { id, launch }: Picking,
  picked: string[],
): void {
  db.update(ltiOpenings)
    .set({ launch: { ...launch, picking: { ...launch.picking, picked } } })
    .where(eq(ltiOpenings.id, id))
    .run();
}
