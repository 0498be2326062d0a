// The answer to a request for links: a signed message that the browser carries to the platform
// (1EdTech Deep Linking 2.0, 3.4.2 and 4). It is signed when it is sent: Canvas refuses one that is
// older than five minutes.

import {
  type Assignment,
  chooseTitle,
  selectOptionalAssignment,
} from "../../assignments/assignments.ts";
import { newSecret } from "../../db/id.ts";
import type { LtiPicking } from "../../db/lti-schema.ts";
import type { Db } from "../../db/open.ts";
import { MINUTE_SECONDS, SECOND_MS } from "../../durations.ts";
import type { SiteAddress } from "../../site-address.ts";
import { CLAIMS, MESSAGE_TYPES } from "../claims.ts";
import type { LtiPlatform } from "../select-platform.ts";
import { ASSIGNMENT_PARAMETER } from "../store-message.ts";
import { signByTool } from "../tool-keys.ts";
import { LINK_TYPE } from "./settings.ts";
import type { Standing } from "./find-standing.ts";

const DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/";
const LASTS_SECONDS = 5 * MINUTE_SECONDS;
/** Platforms refuse a time that is in the future by their own clock. */
const SETBACK_MS = 5 * SECOND_MS;

/** `items`: none if the user has cancelled. */
export async function signResponse(
  db: Db,
  platform: LtiPlatform,
  { deploymentId, picking, items }: { deploymentId: string; picking: LtiPicking; items: object[] },
): Promise<string> {
  const { data } = picking;
  return signByTool(
    db,
    {
      iss: platform.clientId,
      // Blackboard requires it.
      sub: platform.clientId,
      aud: platform.issuer,
      nonce: newSecret(),
      [CLAIMS.version]: "1.3.0",
      [CLAIMS.messageType]: MESSAGE_TYPES.deepLinkingResponse,
      [CLAIMS.deploymentId]: deploymentId,
      [`${DEEP_LINKING}content_items`]: items,
      ...(data === undefined ? {} : { [`${DEEP_LINKING}data`]: data }),
    },
    { lastsSeconds: LASTS_SECONDS, issuedAt: new Date(Date.now() - SETBACK_MS) },
  );
}

/** The links to what was picked; an assignment that was removed meanwhile is left out. */
export function describeItems(
  db: Db,
  site: SiteAddress,
  { family }: Pick<LtiPlatform, "family">,
  { course }: Standing,
  { acceptsLineItems, picked }: LtiPicking,
): object[] {
  if (course === null) return [];
  return (picked ?? [])
    .map((id) => selectOptionalAssignment(db, course.id, id))
    .filter((one) => one !== undefined && one.removedAt === null)
    .map((assignment) =>
      describeItem(assignment!, chooseTitle(assignment!, course.language), site, {
        hasLineItem: acceptsLineItems,
        // Canvas: a window of its own in place of a low frame.
        opensWindow: family === "canvas",
      }),
    );
}

function describeItem(
  { id, packId, exerciseId, points }: Assignment,
  title: string,
  site: SiteAddress,
  { hasLineItem, opensWindow }: { hasLineItem: boolean; opensWindow: boolean },
): object {
  return {
    type: LINK_TYPE,
    title,
    url: site.full(`/exercises/${packId}/${exerciseId}?assignment=${id}`),
    custom: { [ASSIGNMENT_PARAMETER]: id },
    ...(hasLineItem ? { lineItem: { scoreMaximum: points, label: title, resourceId: id } } : {}),
    ...(opensWindow ? { window: { targetName: "_blank" } } : {}),
  };
}
