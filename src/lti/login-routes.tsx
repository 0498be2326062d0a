// What a platform's browser sends, from the platform's site:
//
//   GET, POST /lti/login     starts: leads to the platform's own sign-in, over a page that stores a
//                            secret if the platform offers to
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
import { startPicking } from "./deep-linking/start-picking.tsx";
import { LtiRefusedError } from "./errors.ts";
import { allowPlatformFrame } from "./frame.ts";
import {
  hashBrowser,
  type LoginState,
  makeLoginState,
  readLoginState,
  useLoginState,
} from "./login-state.ts";
import type { LtiServices } from "./lti-services.ts";
import { addOpening } from "./openings.ts";
import { OpenPage } from "./open-page.tsx";
import { answerRefusal } from "./refusal-page.tsx";
import { type LtiPlatform, selectPlatformById, selectPlatformOf } from "./select-platform.ts";
import { findStorage, nameStored } from "./storage/find-storage.ts";
import { ReadPage } from "./storage/read-page.tsx";
import { StorePage } from "./storage/store-page.tsx";
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
    const target = readTarget(c, value("target_link_uri"));
    const browser = hashBrowser(markBrowser(c));
    const id = newSecret();
    const makeAddress = async (storage: LoginState["storage"]) => {
      const login = { platformId: platform.id, nonce, target, browser, storage };
      const there = new URL(platform.authorizationUrl);
      const parameters = {
        scope: "openid",
        response_type: "id_token",
        response_mode: "form_post",
        prompt: "none",
        client_id: platform.clientId,
        redirect_uri: c.get("site").full(LAUNCH_PATH),
        state: await makeLoginState(db, login, { id }),
        nonce,
        login_hint: value("login_hint"),
        lti_message_hint: value("lti_message_hint"),
      };
      for (const [name, text] of Object.entries(parameters))
        if (text !== "" || name === "login_hint") there.searchParams.set(name, text);
      return there.href;
    };
    const plain = await makeAddress(null);
    const storage = findStorage(c, platform, value("lti_storage_target"));
    if (storage === undefined) return c.redirect(plain, 302);
    const secret = newSecret();
    const stored = await makeAddress({ frame: storage.frame, secret: hashBrowser(secret) });
    c.set("frame", { ancestors: storage.ancestors, formOrigins: [] });
    const page = { storage, name: nameStored(nonce), secret, stored, plain };
    return c.html(<StorePage c={c} {...page} />);
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
    const browser = compareBrowser(c, state);
    // Read even if the cookie is there, because reading takes it away.
    if (browser !== "other" && state.storage !== null && form["stored"] === undefined) {
      allowPlatformFrame(c, platform, message);
      const { frame } = state.storage;
      const origin = new URL(platform.authorizationUrl).origin;
      const page = { frame, origin, name: nameStored(state.nonce), path: LAUNCH_PATH };
      return c.html(
        <ReadPage
          c={c}
          {...page}
          state={readText(form, "state")}
          token={readText(form, "id_token")}
        />,
      );
    }
    useLoginState(db, state);
    const isKnown = browser === "same" || isStoredFor(state, readText(form, "stored"));
    if (browser === "other" || !isKnown) throw new LtiRefusedError("browser");
    return await open(services, c, platform, message);
  } catch (error) {
    return answerRefusal(services, c, error, platform);
  }
}

/** Without storage, the page names the person, and a click is needed. */
function isStoredFor({ storage }: Pick<LoginState, "storage">, secret: string): boolean {
  return storage === null || hashBrowser(secret) === storage.secret;
}

async function open(
  services: LtiServices,
  c: AppContext,
  platform: LtiPlatform,
  message: CheckedMessage,
) {
  const { db } = services;
  if (message.targetLinkUri !== "") readTarget(c, message.targetLinkUri);
  const stored = storeMessage(db, platform, message);
  allowPlatformFrame(c, platform, message);
  if (message.type === "deepLinking") return startPicking(services, c, platform, message, stored);
  const secret = addOpening(db, { platformId: platform.id, launch: stored });
  return c.html(
    <OpenPage
      c={c}
      platform={platform.name}
      person={stored.name}
      title={stored.resourceTitle}
      path={`/lti/open/${secret}`}
      resizes={platform.family === "canvas"}
    />,
  );
}
