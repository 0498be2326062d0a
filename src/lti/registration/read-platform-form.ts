// Reads the form by which the site owner registers a platform: each family asks only for what its
// administrators see.

import type { LtiFamily } from "../../db/lti-schema.ts";
import { type Form, readLine, readText } from "../../http/read-field.ts";
import type { SiteAddress } from "../../site-address.ts";
import type { FieldErrors } from "../../ui/field.tsx";
import type { ChangedPlatform, NewPlatform } from "./change-platforms.ts";
import {
  CANVAS_CLOUDS,
  fillBlackboard,
  fillCanvasCloud,
  fillCanvasHost,
  fillMoodle,
  fillSakai,
  nameCanvasIssuer,
  type PlatformAddresses,
} from "./fill-addresses.ts";
import { completeRoot, isPlatformAddress } from "./platform-address.ts";

export const MAX_NAME_LENGTH = 100;
export const MAX_ID_LENGTH = 255;
/** In place of one of Canvas's clouds. */
export const OWN_CANVAS = "own" as const;

export const PLATFORM_FIELDS = [
  "name",
  "cloud",
  "root",
  "toolId",
  "issuer",
  "authorizationUrl",
  "tokenUrl",
  "tokenAudience",
  "jwksUrl",
  "clientId",
  "deploymentId",
] as const;
export type PlatformField = (typeof PLATFORM_FIELDS)[number];
export type PlatformErrors = FieldErrors<PlatformField>;
/** What was typed. */
export type PlatformTexts = Record<PlatformField, string> & { acceptsDeployments: boolean };

export type ReadPlatform =
  | { errors: PlatformErrors; values?: never }
  | { errors?: never; values: NewPlatform; deploymentId: string | null };

export function readPlatformTexts(form: Form): PlatformTexts {
  const texts = Object.fromEntries(
    PLATFORM_FIELDS.map((name) => [name, readLine(form, name)]),
  ) as Record<PlatformField, string>;
  return { ...texts, acceptsDeployments: readText(form, "acceptsDeployments") === "on" };
}

export function readPlatform(
  family: LtiFamily,
  texts: PlatformTexts,
  site: SiteAddress,
): ReadPlatform {
  const errors: PlatformErrors = { ...findNameError(texts.name) };
  const { clientId, deploymentId } = texts;
  if (clientId === "" || clientId.length > MAX_ID_LENGTH)
    errors.clientId = { key: "ltiRegistration.error.clientId" };
  if (deploymentId.length > MAX_ID_LENGTH)
    errors.deploymentId = { key: "ltiRegistration.error.deploymentId" };
  const addresses = readAddresses(family, texts, site, errors);
  const tokenAudience = family === "other" ? texts.tokenAudience : "";
  if (tokenAudience.length > MAX_ID_LENGTH)
    errors.tokenAudience = { key: "ltiRegistration.error.tokenAudience" };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    values: {
      name: texts.name,
      family,
      clientId,
      ...addresses,
      tokenAudience: tokenAudience === "" ? null : tokenAudience,
      acceptsDeployments: texts.acceptsDeployments,
    },
    deploymentId: deploymentId === "" ? null : deploymentId,
  };
}

export type ReadChange =
  | { errors: PlatformErrors; values?: never }
  | { errors?: never; values: ChangedPlatform };

/** Issuer and client id stay: they are part of every identity. */
export function readPlatformChange(texts: PlatformTexts, site: SiteAddress): ReadChange {
  const errors: PlatformErrors = { ...findNameError(texts.name) };
  const { name, authorizationUrl, tokenUrl, tokenAudience, jwksUrl } = texts;
  for (const field of ["authorizationUrl", "tokenUrl", "jwksUrl"] as const)
    if (!isPlatformAddress(texts[field], site))
      errors[field] = { key: "ltiRegistration.error.address" };
  if (tokenAudience.length > MAX_ID_LENGTH)
    errors.tokenAudience = { key: "ltiRegistration.error.tokenAudience" };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    values: {
      name,
      authorizationUrl,
      tokenUrl,
      tokenAudience: tokenAudience === "" ? null : tokenAudience,
      jwksUrl,
    },
  };
}

export function findNameError(name: string): FieldErrors<"name"> {
  return name === "" || name.length > MAX_NAME_LENGTH
    ? { name: { key: "ltiRegistration.error.name", params: { count: MAX_NAME_LENGTH } } }
    : {};
}

/** Adds to `errors`; the addresses are used only if there are none. */
function readAddresses(
  family: LtiFamily,
  texts: PlatformTexts,
  site: SiteAddress,
  errors: PlatformErrors,
): PlatformAddresses {
  const readRoot = () => {
    const root = completeRoot(texts.root);
    if (!isPlatformAddress(root, site) || new URL(root).search !== "")
      errors.root = { key: "ltiRegistration.error.address" };
    return root;
  };
  if (family === "blackboard") return fillBlackboard(texts.clientId);
  if (family === "moodle") return fillMoodle(readRoot());
  if (family === "sakai") {
    if (!/^\w{1,40}$/.test(texts.toolId)) errors.toolId = { key: "ltiRegistration.error.toolId" };
    return fillSakai(readRoot(), texts.toolId);
  }
  if (family === "canvas" && texts.cloud !== OWN_CANVAS) {
    const cloud = CANVAS_CLOUDS.find((name) => name === texts.cloud);
    if (cloud === undefined) errors.cloud = { key: "ltiRegistration.error.cloud" };
    return fillCanvasCloud(cloud ?? "production");
  }
  const issuer =
    family === "canvas" && texts.issuer === "" ? nameCanvasIssuer("production") : texts.issuer;
  if (!isPlatformAddress(issuer, site)) errors.issuer = { key: "ltiRegistration.error.address" };
  if (family === "canvas") return fillCanvasHost(readRoot(), issuer);
  const { authorizationUrl, tokenUrl, jwksUrl } = texts;
  for (const field of ["authorizationUrl", "tokenUrl", "jwksUrl"] as const)
    if (!isPlatformAddress(texts[field], site))
      errors[field] = { key: "ltiRegistration.error.address" };
  return { issuer, authorizationUrl, tokenUrl, jwksUrl };
}
