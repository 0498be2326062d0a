// What a checked message says about a platform's course is stored: its deployment, its course with
// the addresses of its services, and the link that was opened. Nothing about the person: that
// happens when the window opens (arrive-by-launch.ts).

import { and, count, eq, isNull } from "drizzle-orm";
import { newId } from "../db/id.ts";
import { markContextDue } from "../db/mark-scores-due.ts";
import type { Db } from "../db/open.ts";
import { type LtiLaunch, ltiContexts, ltiDeployments } from "../db/lti-schema.ts";
import { MAX_SECTION_LENGTH } from "../membership/change-enrolments.ts";
import type { CheckedMessage } from "./check-message.ts";
import { LtiRefusedError } from "./errors.ts";
import type { LtiPlatform } from "./select-platform.ts";

/** Deployments that wait for the owner; a platform sends any number of them. */
const MAX_UNACCEPTED = 100;
/** The custom parameter in which our links name their assignment. */
export const ASSIGNMENT_PARAMETER = "assignment";
/** The custom parameter for sections, if the platform can fill it in. */
export const SECTIONS_PARAMETER = "sections";

/** Throws `LtiRefusedError`. */
export function storeMessage(
  db: Db,
  platform: LtiPlatform,
  message: CheckedMessage,
  now = new Date(),
): LtiLaunch {
  const isAccepted = db.transaction(() => acceptDeployment(db, platform, message, now), {
    behavior: "immediate",
  });
  if (!isAccepted) throw new LtiRefusedError("deployment", message.deploymentId);
  if (message.context === null) throw new LtiRefusedError("context");
  const contextId = db.transaction(() => storeContext(db, platform, message, now), {
    behavior: "immediate",
  });
  const { subject, name, email, role, isTestUser, resourceLink, custom, lineItems } = message;
  return {
    subject,
    name,
    email,
    role,
    isTestStudent: isTestUser,
    sections: readCustom(custom, SECTIONS_PARAMETER)?.slice(0, MAX_SECTION_LENGTH) ?? null,
    contextId,
    resourceLinkId: resourceLink?.id ?? "",
    resourceTitle: resourceLink?.title ?? "",
    assignmentId: readCustom(custom, ASSIGNMENT_PARAMETER),
    lineItemUrl: lineItems?.ofLink ?? null,
  };
}

/** A variable that the platform does not know stays as it was written: "$Canvas.course.id". */
function readCustom(custom: Record<string, string>, name: string): string | null {
  const value = (custom[name] ?? "").trim();
  return value === "" || value.includes("$") ? null : value.slice(0, 255);
}

function acceptDeployment(
  db: Db,
  { id: platformId, acceptsDeployments }: LtiPlatform,
  { deploymentId }: CheckedMessage,
  now: Date,
): boolean {
  const where = and(
    eq(ltiDeployments.platformId, platformId),
    eq(ltiDeployments.deploymentId, deploymentId),
  );
  const known = db.select().from(ltiDeployments).where(where).get();
  if (known !== undefined && (known.acceptedAt !== null || !acceptsDeployments))
    return known.acceptedAt !== null;
  const acceptedAt = acceptsDeployments ? now : null;
  if (known !== undefined) db.update(ltiDeployments).set({ acceptedAt }).where(where).run();
  else if (acceptsDeployments || countUnaccepted(db, platformId) < MAX_UNACCEPTED)
    db.insert(ltiDeployments)
      .values({ platformId, deploymentId, firstSeenAt: now, acceptedAt })
      .run();
  return acceptsDeployments;
}

function countUnaccepted(db: Pick<Db, "select">, platformId: string): number {
  return db
    .select({ n: count() })
    .from(ltiDeployments)
    .where(and(eq(ltiDeployments.platformId, platformId), isNull(ltiDeployments.acceptedAt)))
    .get()!.n;
}

/** Returns the id of the row. An address that is missing in this message stays as it was. */
function storeContext(db: Db, platform: LtiPlatform, message: CheckedMessage, now: Date): string {
  const { deploymentId, lineItems, membershipsUrl } = message;
  const { id: contextId, title, label } = message.context!;
  const known = db
    .select()
    .from(ltiContexts)
    .where(
      and(
        eq(ltiContexts.platformId, platform.id),
        eq(ltiContexts.deploymentId, deploymentId),
        eq(ltiContexts.contextId, contextId),
      ),
    )
    .get();
  const services = {
    ...(membershipsUrl === null ? {} : { membershipsUrl }),
    ...(lineItems === null ? {} : { gradeScopes: lineItems.scopes }),
    ...(lineItems?.url == null ? {} : { lineItemsUrl: lineItems.url }),
  };
  if (known === undefined) {
    const id = newId();
    db.insert(ltiContexts)
      .values({
        id,
        platformId: platform.id,
        deploymentId,
        contextId,
        title,
        label,
        createdAt: now,
        ...services,
      })
      .run();
    return id;
  }
  db.update(ltiContexts)
    .set({
      ...(title === "" ? {} : { title }),
      ...(label === "" ? {} : { label }),
      ...services,
    })
    .where(eq(ltiContexts.id, known.id))
    .run();
  // What was refused for want of an address or of a scope may be sent now.
  if (
    (lineItems?.url ?? known.lineItemsUrl) !== known.lineItemsUrl ||
    lineItems?.scopes.some((scope) => !known.gradeScopes.includes(scope)) === true
  )
    markContextDue(db, known.id);
  return known.id;
}
