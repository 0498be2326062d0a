// Reads the roster of one of a platform's courses, and shows or applies what it changes. A roster
// that cannot be read to its end changes nothing; why is stored and shown.

import { eq } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { ltiContexts } from "../../db/lti-schema.ts";
import { ServiceCaller, ServiceError } from "../call-service.ts";
import { LtiRefusedError } from "../errors.ts";
import { selectPlatformById } from "../select-platform.ts";
import { applyRoster, type RosterOrder } from "./apply-roster.ts";
import { planMembers, type RosterPlan } from "./plan-members.ts";
import { type Member, readMembers } from "./read-members.ts";
import type { LinkedContext } from "./select-contexts.ts";
import { selectState } from "./select-state.ts";

export type SyncResult =
  | { kind: "done"; plan: RosterPlan }
  /** It is no longer what was shown. */
  | { kind: "changed"; plan: RosterPlan }
  | { kind: "failed"; code: string; detail: string };

/** Makes the caller of a platform's services; one for all of its courses keeps its tokens. */
export type FindCaller = (db: Db, platformId: string) => Pick<ServiceCaller, "call">;

/** Throws `LtiRefusedError` if the platform was removed. */
export function createCaller(db: Db, platformId: string): ServiceCaller {
  return new ServiceCaller(db, selectPlatformById(db, platformId));
}

/** Changes nothing but the note about a failure. */
export async function compareRoster(
  db: Db,
  context: LinkedContext,
  now = new Date(),
): Promise<SyncResult> {
  return tryReading(db, context, createCaller, now, (members) => ({
    kind: "changed",
    plan: planMembers(members, selectState(db, context, members)),
  }));
}

export async function syncRoster(
  db: Db,
  context: LinkedContext,
  order: RosterOrder,
  findCaller: FindCaller = createCaller,
  now = new Date(),
): Promise<SyncResult> {
  return tryReading(db, context, findCaller, now, (members) => {
    const { plan, isApplied } = applyRoster(db, context, members, order, now);
    return { kind: isApplied ? "done" : "changed", plan };
  });
}

async function tryReading(
  db: Db,
  context: LinkedContext,
  findCaller: FindCaller,
  now: Date,
  use: (members: Member[]) => SyncResult,
): Promise<SyncResult> {
  try {
    return use(await readWhole(db, context, findCaller));
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof LtiRefusedError)) throw error;
    const code = error instanceof ServiceError ? error.code : error.refusal;
    db.update(ltiContexts)
      .set({ rosterError: code, rosterTriedAt: now })
      .where(eq(ltiContexts.id, context.id))
      .run();
    return { kind: "failed", code, detail: error.detail };
  }
}

async function readWhole(db: Db, context: LinkedContext, findCaller: FindCaller) {
  const { membershipsUrl, platformId } = context;
  if (membershipsUrl === null) throw new ServiceError("noService");
  const members = await readMembers(findCaller(db, platformId), membershipsUrl);
  // Whoever teaches there is in every roster. An empty one would say that everybody has left.
  if (members.length === 0) throw new ServiceError("empty");
  return members;
}
