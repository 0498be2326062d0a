// What a platform's browser sends, from the platform's site:
//
//   GET, POST /lti/login     starts: leads to the platform's own sign-in
//   POST      /lti/launch    comes back with a signed message
//   GET       /lti/keys      the public keys of this site, for platforms

import { Hono } from "hono";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { newSecret } from "../db/id.ts";
import { readLine, readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import { MINUTE_SECONDS } from "../durations.ts";
import { compareBrowser, markBrowser } from "./browser-cookie.ts";
import { checkMessage, type CheckedMessage } from "./check-message.ts";
import { LtiRefusedError } from "./errors.ts";
import { allowPlatformFrame } from "./frame.ts";
import { hashBrowser, makeLoginState, readLoginState, useLoginState } from "./login-state.ts";
import type { LtiServices } from "./lti-services.ts";
import { addOpening } from "./openings.ts";
import { OpenPage } from "./open-page.tsx";
import { answerRefusal } from "./refusal-page.tsx";
import { type LtiPlatform, selectPlatformById, selectPlatformOf } from "./select-platform.ts";
import { storeMessage } from "./store-message.ts";
import { showToolKeys } from "./tool-keys.ts";

const KEYS_LAST_SECONDS = 10 * MINUTE_SECONDS;
const LAUNCH_PATH = "/lti/launch";

export function loginRoutes(services: LtiServices): Hono<AppEnv> {
  const { db } = services;
  return new Hono<AppEnv>()
    .get("/lti/login", (c) => startLogin(services, c, c.req.query()))
    .post("/lti/login", async (c) => startLogin(services, c, await readForm(c)))
    .post(LAUNCH_PATH, (c) => launch(services, c))
    .get("/lti/keys", async (c) => {
      c.header("cache-control", `public, max-age=${KEYS_LAST_SECONDS}`);
      return c.json(await showToolKeys(db));
    });
}

/** OpenID Connect, third-party initiated login: nothing in it is signed. */
async function startLogin(services: LtiServices, c: AppContext, sent: Record<string, unknown>) {
  const { db } = services;
  const value = (name: string) => readText(sent, name);
  try {
    const platform = selectPlatformOf(db, value("iss"), value("client_id"));
    const nonce = newSecret();
    const state = await makeLoginState(db, {
      platformId: platform.id,
      nonce,
      target: readTarget(c, value("target_link_uri")),
      browser: hashBrowser(markBrowser(c)),
      storage: null,
    });
    const there = new URL(platform.authorizationUrl);
    const parameters = {
      scope: "openid",
      response_type: "id_token",
      response_mode: "form_post",
      prompt: "none",
      client_id: platform.clientId,
      redirect_uri: c.get("site").full(LAUNCH_PATH),
      state,
      nonce,
      login_hint: value("login_hint"),
      lti_message_hint: value("lti_message_hint"),
    };
    for (const [name, text] of Object.entries(parameters))
      if (text !== "" || name === "login_hint") there.searchParams.set(name, text);
    return c.redirect(there.href, 302);
  } catch (error) {
    return answerRefusal(services, c, error, undefined);
  }
}

/** The path here. Throws `LtiRefusedError` for an address of another site. */
function readTarget(c: AppContext, address: string): string {
  const { origin, readPath } = c.get("site");
  if (!URL.canParse(address)) throw new LtiRefusedError("target", address);
  const url = new URL(address);
  const path = readPath(url.pathname);
  if (url.origin !== origin || path === undefined) throw new LtiRefusedError("target", address);
  return `${path}${url.search}`;
}

async function launch(services: LtiServices, c: AppContext) {
  const { db } = services;
  const form = await readForm(c);
  let platform: LtiPlatform | undefined;
  try {
    const state = await readLoginState(db, readText(form, "state"));
    platform = selectPlatformById(db, state.platformId);
    const error = readLine(form, "error");
    if (error !== "")
      throw new LtiRefusedError(
        "platformError",
        `${error} ${readLine(form, "error_description")}`.trim(),
      );
    const message = await checkMessage(readText(form, "id_token"), {
      issuer: platform.issuer,
      clientId: platform.clientId,
      keys: services.platformKeys(platform.jwksUrl),
      nonce: state.nonce,
    });
    useLoginState(db, state);
    if (compareBrowser(c, state) === "other") throw new LtiRefusedError("browser");
    return await open(services, c, platform, message);
  } catch (error) {
    return answerRefusal(services, c, error, platform);
  }
}

async function open(
  { db }: LtiServices,
  c: AppContext,
  platform: LtiPlatform,
  message: CheckedMessage,
) {
  if (message.targetLinkUri !== "") readTarget(c, message.targetLinkUri);
  const stored = storeMessage(db, platform, message);
  allowPlatformFrame(c, platform, message);
  const secret = addOpening(db, { platformId: platform.id, launch: stored });
  return c.html(
    <OpenPage
      c={c}
      platform={platform.name}
      person={stored.name}
      title={stored.resourceTitle}
      path={`/lti/open/${secret}`}
    />,
  );
}
