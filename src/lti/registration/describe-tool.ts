// What a platform must know about this site: as values to copy, as the JSON that Canvas takes, and
// as the request of Dynamic Registration (1EdTech LTI Dynamic Registration 1.0).

import type { LtiFamily } from "../../db/lti-schema.ts";
import type { Translate } from "../../i18n/index.ts";
import type { SiteAddress } from "../../site-address.ts";
import { MESSAGE_TYPES } from "../claims.ts";
import { ASSIGNMENT_PARAMETER, SECTIONS_PARAMETER } from "../store-message.ts";

const TOOL_NAME = "Gradus";
export const TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration";
const CANVAS = "https://canvas.instructure.com/lti";

/** Line items, scores and their results (AGS); the roster (NRPS). */
export const SCOPES = {
  lineItems: "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
  results: "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
  scores: "https://purl.imsglobal.org/spec/lti-ags/scope/score",
  roster: "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
} as const;

/** Moodle sends names and addresses only if they are listed. */
const SHOWN_CLAIMS = ["iss", "sub", "name", "given_name", "family_name", "email"];
/** Where a picker opens in Canvas; the first also makes an assignment with a grade. */
const PICKER_PLACEMENTS = ["assignment_selection", "link_selection"];
const COURSE_PLACEMENT = "course_navigation";

/** Filled in by the platform. Only Canvas has a variable with the sections of a student. */
function listVariables(family: LtiFamily): Record<string, string> {
  return family === "canvas" ? { [SECTIONS_PARAMETER]: "$Canvas.course.sectionSisSourceIds" } : {};
}

export interface ToolValues {
  login: string;
  redirect: string;
  target: string;
  keys: string;
  icon: string;
  /** "name=value" each: for every link, and for a link to one assignment. */
  custom: string[];
  customOfLink: string;
  scopes: string[];
}

export function listToolValues(site: SiteAddress, family: LtiFamily): ToolValues {
  return {
    login: site.full("/lti/login"),
    redirect: site.full("/lti/launch"),
    target: site.full("/"),
    keys: site.full("/lti/keys"),
    icon: site.full("/lti/icon.svg"),
    custom: Object.entries(listVariables(family)).map(([name, value]) => `${name}=${value}`),
    customOfLink: `${ASSIGNMENT_PARAMETER}=`,
    scopes: Object.values(SCOPES),
  };
}

/** For "Paste JSON" of a developer key. The redirect address is a field beside it. */
export function describeForCanvas(site: SiteAddress, t: Translate): object {
  const { login, target, keys, icon, scopes } = listToolValues(site, "canvas");
  const place = (placement: string, message_type: string, more: object = {}) => ({
    placement,
    message_type,
    target_link_uri: target,
    text: TOOL_NAME,
    icon_url: icon,
    enabled: true,
    ...more,
  });
  return {
    title: TOOL_NAME,
    description: t("ltiRegistration.tool.description"),
    oidc_initiation_url: login,
    target_link_uri: target,
    public_jwk_url: keys,
    scopes,
    custom_fields: listVariables("canvas"),
    extensions: [
      {
        platform: "canvas.instructure.com",
        domain: new URL(target).hostname,
        tool_id: "gradus",
        privacy_level: "public",
        settings: {
          text: TOOL_NAME,
          icon_url: icon,
          placements: [
            ...PICKER_PLACEMENTS.map((name) => place(name, MESSAGE_TYPES.deepLinking)),
            place(COURSE_PLACEMENT, MESSAGE_TYPES.resourceLink, { default: "disabled" }),
          ],
        },
      },
    ],
  };
}

/** What a platform offers. */
export interface Offer {
  family: LtiFamily;
  scopes: readonly string[];
  hasDeepLinking: boolean;
}

/**
 * Asks only for scopes that the platform offers: Canvas refuses the whole registration for one that
 * it does not know.
 */
export function describeForRegistration(
  site: SiteAddress,
  { family, scopes, hasDeepLinking }: Offer,
  t: Translate,
): Record<string, unknown> {
  const { login, redirect, target, keys, icon } = listToolValues(site, family);
  const isCanvas = family === "canvas";
  const message = (type: string, placements: string[], more: object = {}) => ({
    type,
    target_link_uri: target,
    label: TOOL_NAME,
    icon_uri: icon,
    ...(isCanvas ? { placements, ...more } : {}),
  });
  return {
    application_type: "web",
    response_types: ["id_token"],
    grant_types: ["implicit", "client_credentials"],
    initiate_login_uri: login,
    redirect_uris: [redirect],
    client_name: TOOL_NAME,
    jwks_uri: keys,
    logo_uri: icon,
    token_endpoint_auth_method: "private_key_jwt",
    scope: Object.values(SCOPES)
      .filter((scope) => scopes.includes(scope))
      .join(" "),
    [TOOL_CONFIGURATION]: {
      // Without a port: Moodle compares it with the host of the target link.
      domain: new URL(target).hostname,
      target_link_uri: target,
      description: t("ltiRegistration.tool.description"),
      custom_parameters: listVariables(family),
      claims: SHOWN_CLAIMS,
      ...(isCanvas
        ? { [`${CANVAS}/privacy_level`]: "public", [`${CANVAS}/tool_id`]: "gradus" }
        : {}),
      messages: [
        message(MESSAGE_TYPES.resourceLink, [COURSE_PLACEMENT], {
          [`${CANVAS}/course_navigation/default_enabled`]: false,
        }),
        ...(hasDeepLinking ? [message(MESSAGE_TYPES.deepLinking, PICKER_PLACEMENTS)] : []),
      ],
    },
  };
}
