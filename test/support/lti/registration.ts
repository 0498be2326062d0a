// Dynamic Registration of the emulated platform, as strict as Canvas (instructure/canvas-lms,
// doc/api/registration.md and app/models/lti/ims/registration.rb) and Moodle (moodle/moodle,
// mod/lti/classes/local/ltiopenid/registration_helper.php) are together.

import type { Context, Hono } from "hono";
import { newId } from "../../../src/db/id.ts";
import type { LtiPlatformDouble } from "./platform.ts";

const TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration";
const PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration";
export const OFFERED_SCOPES = [
  "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
  "https://purl.imsglobal.org/spec/lti-ags/scope/score",
  "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
];

type Tool = Record<string, unknown>;

export interface RegistrationDouble {
  /** What the platform opens next, below the tool's address; a token works once. */
  start: (address: string) => string;
  /** The claims of the platform's configuration; undefined removes one. */
  configuration: Record<string, unknown>;
  /** Replaces the answer of the configuration, or of the registration. */
  answerConfiguration: ((c: Context) => Response | Promise<Response>) | undefined;
  answerRegistration: ((c: Context) => Response | Promise<Response>) | undefined;
  /** What was registered. */
  tools: Tool[];
}

export function addRegistration(
  platform: Pick<LtiPlatformDouble, "url" | "app" | "clientId" | "deploymentId" | "scopes">,
  family: "moodle" | "canvas" = "moodle",
): RegistrationDouble {
  const { url, app } = platform;
  const tokens = new Set<string>();
  const double: RegistrationDouble = {
    start: (address) => {
      const token = newId(30);
      tokens.add(token);
      const there = new URL(address);
      there.searchParams.set("openid_configuration", `${url}/openid-configuration`);
      there.searchParams.set("registration_token", token);
      return there.href;
    },
    configuration: describePlatform(url, family),
    answerConfiguration: undefined,
    answerRegistration: undefined,
    tools: [],
  };
  const readToken = (c: Context) =>
    /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";

  app.get("/openid-configuration", (c) => {
    if (double.answerConfiguration !== undefined) return double.answerConfiguration(c);
    if (!tokens.has(readToken(c))) return c.json({ error: "invalid_token" }, 401);
    return c.json(double.configuration);
  });

  app.post("/register", async (c) => {
    if (double.answerRegistration !== undefined) return double.answerRegistration(c);
    if (!tokens.delete(readToken(c))) return c.text("token_already_used", 401);
    if (c.req.header("content-type") !== "application/json")
      return c.text("invalid_content_type", 400);
    const tool = await c.req.json<Tool>();
    const error = findError(tool, double.configuration);
    if (error !== undefined) return c.text(error, 400);
    double.tools.push(tool);
    for (const scope of String(tool["scope"]).split(" ")) platform.scopes.add(scope);
    const { clientId: client_id, deploymentId: deployment_id } = platform;
    return c.json({
      ...tool,
      client_id,
      // Canvas makes a deployment later.
      [TOOL]: { ...(tool[TOOL] as Tool), ...(family === "canvas" ? {} : { deployment_id }) },
    });
  });

  addPages(app, double);
  return double;
}

function describePlatform(url: string, family: "moodle" | "canvas"): Record<string, unknown> {
  const messages = ["LtiResourceLinkRequest", "LtiDeepLinkingRequest"];
  return {
    issuer: url,
    authorization_endpoint: `${url}/auth`,
    token_endpoint: `${url}/token`,
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ["RS256"],
    jwks_uri: `${url}/keys`,
    registration_endpoint: `${url}/register`,
    scopes_supported: ["openid", ...OFFERED_SCOPES],
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    claims_supported: ["sub", "iss", "name", "given_name", "family_name", "email"],
    // A host name alone, which is no audience.
    authorization_server: new URL(url).hostname,
    [PLATFORM]: {
      product_family_code: family,
      version: "5.0",
      messages_supported:
        family === "moodle"
          ? messages
          : messages.map((type) => ({ type, placements: ["assignment_selection"] })),
      variables: [],
    },
  };
}

/** The platforms' own codes. */
function findError(tool: Tool, configuration: Record<string, unknown>): string | undefined {
  const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : []);
  if (!list(tool["response_types"]).includes("id_token")) return "missing_response_types";
  if (!["implicit", "client_credentials"].every((type) => list(tool["grant_types"]).includes(type)))
    return "invalid_grant_types";
  if (tool["application_type"] !== "web") return "invalid_application_type";
  if (tool["token_endpoint_auth_method"] !== "private_key_jwt") return "invalid_auth_method";
  for (const name of ["initiate_login_uri", "jwks_uri", "client_name"])
    if (typeof tool[name] !== "string") return `missing_${name}`;
  if (list(tool["redirect_uris"]).length !== 1) return "missing_redirect_uris";
  const offered = list(configuration["scopes_supported"]);
  if (
    !String(tool["scope"])
      .split(" ")
      .every((scope) => offered.includes(scope))
  )
    return "Invalid scopes";
  const configured = tool[TOOL] as Tool | undefined;
  const target = configured?.["target_link_uri"];
  if (typeof target !== "string") return "missing_target_link_uri";
  if (configured?.["domain"] !== new URL(target).hostname) return "domain_targetlinkuri_mismatch";
  const messages = list(configured["messages"]) as Tool[];
  if (messages.length === 0 || messages.some(({ target_link_uri: uri }) => uri !== target))
    return "invalid_messages";
  return list(configured["claims"]).includes("name") ? undefined : "missing_claims";
}

/** The administrator's page: the tool in a frame, and whether it has said that it is done. */
function addPages(app: Hono, double: RegistrationDouble): void {
  app.get("/admin", (c) => {
    const there = double.start(c.req.query("address") ?? "");
    return c.html(`<!doctype html><html lang="en"><title>Tools</title><h1>Tools</h1>
      <iframe title="Registration" width="360" height="640" src="${there.replaceAll("&", "&amp;")}"></iframe>
      <p id="closed"></p>
      <script>addEventListener("message", ({ data }) => {
        if (data.subject === "org.imsglobal.lti.close") document.querySelector("#closed").textContent = "closed";
      });</script>`);
  });
}
