// What the site owner changes about registrations, each with its entry in the audit log.

import { and, eq } from "drizzle-orm";
import { newId } from "../../db/id.ts";
import { ltiDeployments, ltiPlatforms } from "../../db/lti-schema.ts";
import type { Db } from "../../db/open.ts";
import { recordAudit } from "../../db/record-audit.ts";
import type { LtiPlatform } from "../select-platform.ts";
import { selectOptionalPlatform } from "./select-platforms.ts";

export type NewPlatform = Pick<
  LtiPlatform,
  | "name"
  | "family"
  | "issuer"
  | "clientId"
  | "authorizationUrl"
  | "tokenUrl"
  | "tokenAudience"
  | "jwksUrl"
  | "acceptsDeployments"
>;
export type ChangedPlatform = Pick<
  NewPlatform,
  "name" | "authorizationUrl" | "tokenUrl" | "tokenAudience" | "jwksUrl"
>;

/** isNew: false if this issuer and client id are registered already, with the id of that one. */
export interface Added {
  id: string;
  isNew: boolean;
}

export function addPlatform(
  db: Db,
  actorId: string,
  values: NewPlatform,
  { deploymentId, how }: { deploymentId: string | null; how: "by hand" | "dynamic" },
  now = new Date(),
): Added {
  return db.transaction(
    () => {
      const known = selectOptionalRegistered(db, values);
      if (known !== undefined) return { id: known.id, isNew: false };
      const id = newId();
      db.insert(ltiPlatforms)
        .values({ id, ...values, createdAt: now, createdBy: actorId })
        .run();
      if (deploymentId !== null)
        db.insert(ltiDeployments)
          .values({
            platformId: id,
            deploymentId,
            firstSeenAt: now,
            acceptedAt: now,
            acceptedBy: actorId,
          })
          .run();
      const after = { platform: id, how, ...values, deploymentId };
      recordAudit(db, { action: "lti.platform", actorId, after }, now);
      return { id, isNew: true };
    },
    { behavior: "immediate" },
  );
}

/** One that was removed counts too: its people keep their accounts. */
function selectOptionalRegistered(
  db: Pick<Db, "select">,
  { issuer, clientId }: Pick<LtiPlatform, "issuer" | "clientId">,
): { id: string } | undefined {
  return db
    .select({ id: ltiPlatforms.id })
    .from(ltiPlatforms)
    .where(and(eq(ltiPlatforms.issuer, issuer), eq(ltiPlatforms.clientId, clientId)))
    .get();
}

export function changePlatform(
  db: Db,
  actorId: string,
  id: string,
  after: Partial<ChangedPlatform & Pick<LtiPlatform, "acceptsDeployments" | "removedAt">>,
): void {
  db.transaction(
    () => {
      const platform = selectOptionalPlatform(db, id);
      if (platform === undefined) return;
      const names = Object.keys(after) as (keyof typeof after)[];
      const before = Object.fromEntries(names.map((name) => [name, platform[name]]));
      if (names.every((name) => before[name] === after[name])) return;
      db.update(ltiPlatforms).set(after).where(eq(ltiPlatforms.id, id)).run();
      recordAudit(db, {
        action: "lti.platform",
        actorId,
        before: { platform: id, ...before },
        after: { platform: id, ...after },
      });
    },
    { behavior: "immediate" },
  );
}

/** False if the platform has sent no launch from this deployment. */
export function acceptDeployment(
  db: Db,
  actorId: string,
  { platformId, deploymentId }: { platformId: string; deploymentId: string },
  isAccepted: boolean,
  now = new Date(),
): boolean {
  const where = and(
    eq(ltiDeployments.platformId, platformId),
    eq(ltiDeployments.deploymentId, deploymentId),
  );
  return db.transaction(
    () => {
      const known = db.select().from(ltiDeployments).where(where).get();
      if (known === undefined) return false;
      if ((known.acceptedAt !== null) === isAccepted) return true;
      const after = {
        acceptedAt: isAccepted ? now : null,
        acceptedBy: isAccepted ? actorId : null,
      };
      db.update(ltiDeployments).set(after).where(where).run();
      const name = { platform: platformId, deployment: deploymentId };
      recordAudit(
        db,
        {
          action: "lti.deployment",
          actorId,
          before: { ...name, acceptedAt: known.acceptedAt },
          after: { ...name, acceptedAt: after.acceptedAt },
        },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}
