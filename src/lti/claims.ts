// The claims of a platform's messages (LTI 1.3 Core, Deep Linking 2.0, AGS 2.0, NRPS 2.0). A
// missing or malformed value that is not needed counts as missing: platforms leave out names, send
// null, or add claims of their own.

import { z } from "zod";

const CORE = "https://purl.imsglobal.org/spec/lti/claim/";
const DEEP_LINKING_SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";
const AGS_ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
const NRPS_SERVICE = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";

export const CLAIMS = {
  version: `${CORE}version`,
  messageType: `${CORE}message_type`,
  deploymentId: `${CORE}deployment_id`,
  targetLinkUri: `${CORE}target_link_uri`,
  roles: `${CORE}roles`,
  context: `${CORE}context`,
  resourceLink: `${CORE}resource_link`,
  custom: `${CORE}custom`,
  presentation: `${CORE}launch_presentation`,
  toolPlatform: `${CORE}tool_platform`,
  deepLinkingSettings: DEEP_LINKING_SETTINGS,
  lineItems: AGS_ENDPOINT,
  memberships: NRPS_SERVICE,
} as const;

export const MESSAGE_TYPES = {
  resourceLink: "LtiResourceLinkRequest",
  deepLinking: "LtiDeepLinkingRequest",
  deepLinkingResponse: "LtiDeepLinkingResponse",
} as const;

/** Longer identifiers are refused: the specification allows 255 characters. */
const identifier = z.string().min(1).max(255);
const words = z.string().max(2000).nullish().catch(undefined);
const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .nullish()
  .catch(undefined);

export const messageSchema = z.object({
  sub: identifier.nullish(),
  name: words,
  given_name: words,
  family_name: words,
  email: words,
  [CLAIMS.version]: z.string().optional(),
  [CLAIMS.messageType]: z.string().optional(),
  [CLAIMS.deploymentId]: identifier.optional(),
  [CLAIMS.targetLinkUri]: words,
  [CLAIMS.roles]: z.array(z.string().max(500)).max(100).nullish().catch(undefined),
  [CLAIMS.context]: z
    .object({ id: identifier, title: words, label: words })
    .nullish()
    .catch(undefined),
  [CLAIMS.resourceLink]: z.object({ id: identifier, title: words }).nullish().catch(undefined),
  [CLAIMS.custom]: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  [CLAIMS.presentation]: z
    .object({ locale: words, return_url: address })
    .nullish()
    .catch(undefined),
  [CLAIMS.toolPlatform]: z.object({ url: address }).nullish().catch(undefined),
  [CLAIMS.deepLinkingSettings]: z.unknown().optional(),
  [CLAIMS.lineItems]: z
    .object({
      scope: z.array(z.string().max(500)).max(50).catch([]),
      lineitems: address,
      lineitem: address,
    })
    .nullish()
    .catch(undefined),
  [CLAIMS.memberships]: z.object({ context_memberships_url: address }).nullish().catch(undefined),
});

export type Message = z.infer<typeof messageSchema>;
