// Checks a platform's message, an identity token (1EdTech Security Framework 1.0, 5.1.3; LTI 1.3
// Core): the platform's signature, then each claim that decides who comes and from where. A message
// is used only after its state (login-state.ts) has been read.

import { decodeProtectedHeader, errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { MINUTE_SECONDS } from "../durations.ts";
import { CLAIMS, type Message, messageSchema, MESSAGE_TYPES } from "./claims.ts";
import { LtiRefusedError } from "./errors.ts";
import { PlatformAnswerError } from "./fetch-from-platform.ts";
import { chooseCourseRole, isTestUser } from "./roles.ts";
import type { CourseRole } from "../db/schema.ts";

/** The clocks of platforms may differ from ours by this. */
const SKEW_SECONDS = MINUTE_SECONDS;
/** A token is sent when it is made. */
const MAX_AGE_SECONDS = 10 * MINUTE_SECONDS;
const MAX_TOKEN_LENGTH = 64 * 1024;
const VERSION = "1.3.0";

/** What a registration says about its platform. */
export interface ExpectedFrom {
  issuer: string;
  clientId: string;
  keys: JWTVerifyGetKey;
  nonce: string;
  now?: Date;
}

export interface CheckedMessage {
  type: "resourceLink" | "deepLinking";
  deploymentId: string;
  subject: string;
  /** "" if the platform does not send it. */
  name: string;
  email: string;
  role: CourseRole | null;
  isTestUser: boolean;
  /** null: it was not opened from a course. */
  context: { id: string; title: string; label: string } | null;
  resourceLink: { id: string; title: string } | null;
  /** The address here that the platform names; "" for none. */
  targetLinkUri: string;
  /** Only the texts: platforms add other values. */
  custom: Record<string, string>;
  /** Addresses on the host that the platform's pages are on. */
  ownUrls: string[];
  /** A language tag; "" for none. */
  locale: string;
  lineItems: { url: string | null; ofLink: string | null; scopes: string[] } | null;
  membershipsUrl: string | null;
  /** Not read yet: deep-linking/settings.ts does. */
  deepLinkingSettings: unknown;
}

/** Throws `LtiRefusedError`. */
export async function checkMessage(token: string, from: ExpectedFrom): Promise<CheckedMessage> {
  const payload = await verify(token, from);
  const { aud, azp, nonce } = payload;
  // With several audiences, the authorized party says for which of them the token was made.
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined)
    throw new LtiRefusedError("audience", aud.join(", "));
  if (azp !== undefined && azp !== from.clientId)
    throw new LtiRefusedError("audience", JSON.stringify(azp));
  if (nonce !== from.nonce) throw new LtiRefusedError("nonce");
  const parsed = messageSchema.safeParse(payload);
  if (!parsed.success) throw new LtiRefusedError("message", parsed.error.issues[0]?.path.join("."));
  return readMessage(parsed.data);
}

async function verify(token: string, { keys, issuer, clientId, now = new Date() }: ExpectedFrom) {
  if (token.length > MAX_TOKEN_LENGTH) throw new LtiRefusedError("token");
  try {
    const { payload } = await jwtVerify(token, keys, {
      // The only one that the Security Framework requires. A list, so that neither "none" nor a
      // secret made from the public key is accepted.
      algorithms: ["RS256"],
      issuer,
      audience: clientId,
      clockTolerance: SKEW_SECONDS,
      maxTokenAge: MAX_AGE_SECONDS,
      requiredClaims: ["exp", "iat", "nonce"],
      currentDate: now,
    });
    return payload;
  } catch (error) {
    throw describeRefusal(error, token);
  }
}

function describeRefusal(error: unknown, token: string): LtiRefusedError {
  if (error instanceof errors.JWTExpired) return new LtiRefusedError("expired");
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (claim === "iss") return new LtiRefusedError("issuer", error.payload.iss);
    if (claim === "aud")
      return new LtiRefusedError("audience", [error.payload.aud].flat().join(", "));
    if ((claim === "nbf" || claim === "iat") && reason === "check_failed")
      return new LtiRefusedError("notYetValid");
    if (claim === "nonce") return new LtiRefusedError("nonce");
    return new LtiRefusedError("token", claim);
  }
  if (error instanceof PlatformAnswerError || error instanceof errors.JWKSTimeout)
    return new LtiRefusedError("keys");
  if (error instanceof errors.JWKSInvalid || error instanceof errors.JWKInvalid)
    return new LtiRefusedError("keys");
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  )
    return new LtiRefusedError("signature", readKeyId(token));
  if (error instanceof errors.JOSEAlgNotAllowed) return new LtiRefusedError("signature");
  // jose: the answer of the keys' address is not 200, or not JSON.
  if (error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC")
    return new LtiRefusedError("keys");
  return new LtiRefusedError("token");
}

function readKeyId(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? "";
  } catch {
    return "";
  }
}

function readMessage(message: Message): CheckedMessage {
  const type = chooseType(message[CLAIMS.messageType] ?? "");
  if (message[CLAIMS.version] !== VERSION)
    throw new LtiRefusedError("version", message[CLAIMS.version]);
  const deploymentId = message[CLAIMS.deploymentId];
  if (deploymentId === undefined) throw new LtiRefusedError("deployment");
  // Without it, the person is unknown on purpose (an anonymous launch).
  if (message.sub == null) throw new LtiRefusedError("subject");
  const resourceLink = message[CLAIMS.resourceLink];
  if (type === "resourceLink" && resourceLink == null)
    throw new LtiRefusedError("message", "resource_link");
  const roles = message[CLAIMS.roles] ?? [];
  const context = message[CLAIMS.context];
  const lineItems = message[CLAIMS.lineItems];
  return {
    type,
    deploymentId,
    subject: message.sub,
    name: chooseName(message),
    email: message.email ?? "",
    role: chooseCourseRole(roles),
    isTestUser: isTestUser(roles),
    context:
      context == null
        ? null
        : { id: context.id, title: context.title ?? "", label: context.label ?? "" },
    resourceLink:
      resourceLink == null ? null : { id: resourceLink.id, title: resourceLink.title ?? "" },
    targetLinkUri: message[CLAIMS.targetLinkUri] ?? "",
    custom: Object.fromEntries(
      Object.entries(message[CLAIMS.custom] ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    ),
    ownUrls: [message[CLAIMS.presentation]?.return_url, message[CLAIMS.toolPlatform]?.url].filter(
      (url) => url != null,
    ),
    locale: message[CLAIMS.presentation]?.locale ?? "",
    lineItems:
      lineItems == null
        ? null
        : {
            url: lineItems.lineitems ?? null,
            ofLink: lineItems.lineitem ?? null,
            scopes: lineItems.scope,
          },
    membershipsUrl: message[CLAIMS.memberships]?.context_memberships_url ?? null,
    deepLinkingSettings: message[CLAIMS.deepLinkingSettings],
  };
}

function chooseType(type: string): CheckedMessage["type"] {
  if (type === MESSAGE_TYPES.resourceLink) return "resourceLink";
  if (type === MESSAGE_TYPES.deepLinking) return "deepLinking";
  throw new LtiRefusedError("message", type);
}

/** "" if there is none: the platform may hide names. */
function chooseName({ name, given_name: given, family_name: family }: Message): string {
  const whole = (name ?? "").trim();
  return whole === ""
    ? [given, family]
        .filter((part) => part != null)
        .join(" ")
        .trim()
    : whole;
}
