// A learning platform for tests, over HTTP, written from the specifications (1EdTech Security
// Framework 1.0, LTI 1.3 Core) and as strict as Canvas and Moodle are together. It is on
// "localhost", and Gradus on "127.0.0.1": for browsers, two sites.
//
// Its services are in files of their own beside this one; each adds its routes.

import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import {
  calculateJwkThumbprint,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { CLAIMS, MESSAGE_TYPES } from "../../../src/lti/claims.ts";
import type { Db } from "../../../src/db/open.ts";
import { ltiDeployments, ltiPlatforms } from "../../../src/db/lti-schema.ts";
import { newId } from "../../../src/db/id.ts";

export const MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership";
export const LEARNER = `${MEMBERSHIP}#Learner`;
export const INSTRUCTOR = `${MEMBERSHIP}#Instructor`;
export const TEACHING_ASSISTANT = `${MEMBERSHIP}/Instructor#TeachingAssistant`;

export interface PlatformPerson {
  sub: string;
  name?: string;
  email?: string;
  roles: string[];
}

/** What is opened, and by whom. */
export interface Launch {
  person: PlatformPerson;
  /** null: not from a course. */
  context?: { id: string; title?: string; label?: string } | null;
  resourceLink?: { id: string; title?: string };
  deploymentId?: string;
  custom?: Record<string, unknown>;
  /** Replaces or adds claims; undefined removes one. */
  claims?: Record<string, unknown>;
  /** The path of the tool that is opened. */
  target?: string;
  type?: keyof typeof MESSAGE_TYPES;
}

export interface ToolAddresses {
  login: string;
  launch: string;
  keys: string;
  /** The beginning of every address of the tool. */
  root: string;
}

export interface LtiPlatformDouble {
  url: string;
  clientId: string;
  deploymentId: string;
  app: Hono;
  /** Where the tool is; set before the first launch. */
  tool: ToolAddresses;
  /** Adds claims of services to every message of a course. */
  serviceClaims: ((contextId: string) => Record<string, unknown>)[];
  /** Access tokens that were handed out, with their scopes. */
  tokens: Map<string, string[]>;
  /** Scopes that the token endpoint grants. */
  scopes: Set<string>;
  /** Signs anything: for forged and broken messages. */
  sign: (
    claims: JWTPayload,
    options?: { key?: "own" | "unpublished"; header?: Record<string, unknown> },
  ) => Promise<string>;
  /** The claims of a valid message. */
  describe: (launch: Launch, nonce: string) => JWTPayload;
  /** The fields that the platform's browser sends to the tool's login address. */
  startLogin: (launch: Launch) => Record<string, string>;
  /** Publishes a new key; the old one is no longer published. */
  rotateKeys: () => Promise<void>;
  close: () => Promise<void>;
}

interface SigningKey {
  privateKey: CryptoKey;
  jwk: JWK & { kid: string };
}

export async function startLtiPlatform(): Promise<LtiPlatformDouble> {
  const app = new Hono();
  let current = await makeKey();
  const unpublished = await makeKey();
  /** Launches that a login has been started for, by login_hint + lti_message_hint. */
  const started = new Map<string, Launch>();

  const platform: Omit<LtiPlatformDouble, "close"> = {
    url: "",
    clientId: "gradus-client",
    deploymentId: "1",
    app,
    tool: { login: "", launch: "", keys: "", root: "" },
    serviceClaims: [],
    tokens: new Map(),
    scopes: new Set(),
    sign: async (claims, { key = "own", header = {} } = {}) => {
      const { privateKey, jwk } = key === "own" ? current : unpublished;
      return new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: jwk.kid, ...header })
        .sign(privateKey);
    },
    describe: (launch, nonce) => describeMessage(platform, launch, nonce),
    startLogin: (launch) => {
      const hint = newId();
      started.set(`${launch.person.sub} ${hint}`, launch);
      return {
        iss: platform.url,
        login_hint: launch.person.sub,
        lti_message_hint: hint,
        target_link_uri: `${platform.tool.root}${launch.target ?? "/"}`,
        client_id: platform.clientId,
        lti_deployment_id: launch.deploymentId ?? platform.deploymentId,
      };
    },
    rotateKeys: async () => {
      current = await makeKey();
    },
  };

  app.get("/keys", (c) => c.json({ keys: [current.jwk] }));

  // The tool's authentication request: each parameter that Canvas or Moodle insists on.
  app.on(["GET", "POST"], "/auth", async (c) => {
    const sent: Record<string, string> =
      c.req.method === "GET"
        ? c.req.query()
        : Object.fromEntries(
            Object.entries(await c.req.parseBody()).filter(
              (field): field is [string, string] => typeof field[1] === "string",
            ),
          );
    const demanded = {
      scope: "openid",
      response_type: "id_token",
      response_mode: "form_post",
      prompt: "none",
      client_id: platform.clientId,
      redirect_uri: platform.tool.launch,
    };
    for (const [name, value] of Object.entries(demanded))
      if (sent[name] !== value) return c.text(`invalid_request: ${name}=${sent[name]}`, 400);
    const { login_hint: sub = "", lti_message_hint: hint = "", nonce = "", state = "" } = sent;
    if (nonce === "" || state === "") return c.text("invalid_request: nonce, state", 400);
    const launch = started.get(`${sub} ${hint}`);
    // Canvas: a message hint is used once.
    started.delete(`${sub} ${hint}`);
    const fields: Record<string, string> =
      launch === undefined
        ? { state, error: "login_required", error_description: "launch_no_longer_valid" }
        : { state, id_token: await platform.sign(platform.describe(launch, nonce)) };
    return c.html(postingForm(platform.tool.launch, fields));
  });

  // A course page whose frame opens the tool.
  app.get("/frame", (c) => {
    const launch = JSON.parse(c.req.query("launch") ?? "{}") as Launch;
    const fields = platform.startLogin(launch);
    return c.html(
      `<!doctype html><title>Course</title><h1>Course of the platform</h1>
      <iframe name="tool" title="Gradus" width="900" height="700" allow="storage-access"></iframe>
      ${postingForm(platform.tool.login, fields, "tool")}`,
    );
  });

  app.post("/token", async (c) => {
    const form = await c.req.parseBody();
    const text = (name: string) => {
      const value = form[name];
      return typeof value === "string" ? value : "";
    };
    const refuse = (error: string) => c.json({ error }, 400);
    if (text("grant_type") !== "client_credentials") return refuse("unsupported_grant_type");
    if (text("client_assertion_type") !== "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
      return refuse("invalid_request");
    try {
      const keys = createRemoteJWKSet(new URL(platform.tool.keys));
      const { payload } = await jwtVerify(text("client_assertion"), keys, {
        algorithms: ["RS256"],
        issuer: platform.clientId,
        subject: platform.clientId,
        // As a text, not a list with others in it.
        audience: `${platform.url}/token`,
        requiredClaims: ["iat", "exp", "jti"],
        maxTokenAge: 300,
      });
      if (typeof payload.aud !== "string") return refuse("invalid_client");
    } catch {
      return refuse("invalid_client");
    }
    const asked = text("scope").split(" ");
    // Sakai: one scope that is not allowed refuses the whole request.
    if (asked.some((scope) => !platform.scopes.has(scope))) return refuse("invalid_scope");
    const token = newId(40);
    platform.tokens.set(token, asked);
    return c.json({
      access_token: token,
      token_type: "Bearer",
      expires_in: 3600,
      scope: asked.join(" "),
    });
  });

  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  platform.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return Object.assign(platform, {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  });
}

/** The addresses of a Gradus site. `root`: without a slash at the end. */
export function listToolAddresses(root: string): ToolAddresses {
  return {
    root,
    login: `${root}/lti/login`,
    launch: `${root}/lti/launch`,
    keys: `${root}/lti/keys`,
  };
}

/** Registers the platform as the site owner does by hand. Returns the id of the registration. */
export function registerPlatform(
  db: Db,
  platform: Pick<LtiPlatformDouble, "url" | "clientId" | "deploymentId">,
  values: Partial<typeof ltiPlatforms.$inferInsert> = {},
): string {
  const now = new Date();
  const id = newId();
  db.insert(ltiPlatforms)
    .values({
      id,
      name: "Moodle",
      family: "moodle",
      issuer: platform.url,
      clientId: platform.clientId,
      authorizationUrl: `${platform.url}/auth`,
      tokenUrl: `${platform.url}/token`,
      jwksUrl: `${platform.url}/keys`,
      createdAt: now,
      createdBy: "owner",
      ...values,
    })
    .run();
  db.insert(ltiDeployments)
    .values({
      platformId: id,
      deploymentId: platform.deploymentId,
      firstSeenAt: now,
      acceptedAt: now,
      acceptedBy: "owner",
    })
    .run();
  return id;
}

function describeMessage(
  platform: Omit<LtiPlatformDouble, "close">,
  launch: Launch,
  nonce: string,
): JWTPayload {
  const { person, custom, claims = {}, target = "/", type = "resourceLink" } = launch;
  const { context = { id: "course-1", title: "Machine learning", label: "ML" } } = launch;
  const { resourceLink = { id: "link-1", title: "Exercise of the week" } } = launch;
  const now = Math.floor(Date.now() / 1000);
  const { roles, ...named } = person;
  const described: Record<string, unknown> = {
    iss: platform.url,
    aud: platform.clientId,
    iat: now,
    // Moodle's last a minute.
    exp: now + 60,
    nonce,
    ...named,
    [CLAIMS.version]: "1.3.0",
    [CLAIMS.messageType]: MESSAGE_TYPES[type],
    [CLAIMS.deploymentId]: launch.deploymentId ?? platform.deploymentId,
    [CLAIMS.targetLinkUri]: `${platform.tool.root}${target}`,
    [CLAIMS.roles]: roles,
    ...(context === null ? {} : { [CLAIMS.context]: context }),
    ...(type === "resourceLink" ? { [CLAIMS.resourceLink]: resourceLink } : {}),
    ...(custom === undefined ? {} : { [CLAIMS.custom]: custom }),
    [CLAIMS.presentation]: { locale: "en", return_url: `${platform.url}/return` },
    ...Object.assign(
      {},
      ...(context === null ? [] : platform.serviceClaims.map((claim) => claim(context.id))),
    ),
    ...claims,
  };
  return Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined));
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { privateKey, jwk: { ...jwk, kid, alg: "RS256", use: "sig" } };
}

function postingForm(action: string, fields: Record<string, string>, target = "_self"): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeText(value)}">`,
  );
  return `<!doctype html><form method="post" action="${escapeText(action)}" target="${target}">${inputs.join("")}</form>
    <script>document.forms[0].submit()</script>`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
