// Protects every request and answer: security headers, the origin of changes, and size limits.

import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { NONCE, secureHeaders } from "hono/secure-headers";
import type { AppEnv, Frame } from "./environment.ts";

/** Source code of 256 KiB in a form: each byte may be encoded as three. */
export const MAX_FORM_BYTES = 1024 * 1024;
/** A file with a line for each person of a large school. */
export const MAX_ROSTER_BYTES = 8 * 1024 * 1024;

/**
 * Only scripts from the site's own files. Formulas use style attributes, and the editor uses one
 * style element with the nonce. A figure, or a page that shows untrusted documents, sets a stricter
 * policy of its own.
 */
export function guardAnswers(isHttps: boolean) {
  const guard = secureHeaders({
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", NONCE],
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
    strictTransportSecurity: isHttps && "max-age=31536000",
  });
  return createMiddleware<AppEnv>(async (c, next) => {
    await guard(c, next);
    const frame = c.get("frame");
    if (frame !== undefined) allowFrame(c.res.headers, frame);
  });
}

/** Throws if the policy has another form: a page must not get a weaker one by mistake. */
function allowFrame(headers: Headers, { ancestors, formOrigins }: Frame): void {
  const policy = headers.get("content-security-policy") ?? "";
  if (!policy.includes("frame-ancestors 'none'") || !policy.includes("form-action 'self'"))
    throw new Error("the page has a policy of its own");
  headers.set(
    "content-security-policy",
    policy
      .replace("frame-ancestors 'none'", `frame-ancestors ${ancestors.join(" ")}`)
      .replace("form-action 'self'", ["form-action 'self'", ...formOrigins].join(" ")),
  );
  // It knows no list of origins, and frame-ancestors replaces it.
  headers.delete("x-frame-options");
}

/** Pages are personal: shared caches must not store them, unless the route allows it. */
export const preventCaching = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "private, no-store");
});

/**
 * "METHOD path" of the requests that another system sends, or has a browser send. Each of these
 * routes must do nothing that a forged request could abuse, and says what proves its sender.
 */
export const FROM_OTHER_SYSTEMS: ReadonlySet<string> = new Set([
  // The CAS server reports a sign-out; the ticket in it is the proof (auth/cas/routes.tsx).
  "POST /sign-in/cas/return",
  // A learning platform starts a login, which changes nothing, and comes back with a signed message
  // (lti/login-routes.tsx).
  "POST /lti/login",
  "POST /lti/launch",
  // A mail program stops the mails; the signed token is the proof (inbox/unsubscribe-routes.tsx).
  "POST /unsubscribe",
]);

/**
 * A change must come from a page of this site, or carry a token, which no browser sends by itself.
 */
export function requireSameOrigin(ownOrigin: string) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { method, path } = c.req;
    const isFromOtherSystem = FROM_OTHER_SYSTEMS.has(`${method} ${path}`);
    if (method !== "GET" && method !== "HEAD" && !c.get("hasToken") && !isFromOtherSystem) {
      const origin = c.req.header("origin");
      // Used if a browser sends no Origin with a form. Scripts cannot set it.
      const fetchSite = c.req.header("sec-fetch-site");
      const isSame =
        origin === undefined
          ? fetchSite === "same-origin"
          : isOwn(origin, c.req.header("host"), ownOrigin);
      if (!isSame) throw new HTTPException(403, { message: "origin" });
    }
    await next();
  });
}

function isOwn(origin: string, host: string | undefined, ownOrigin: string): boolean {
  if (origin === ownOrigin) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

const TAKES_FILE = /^\/courses\/[^/]+\/(?:people|gradebook)\/(?:import|canvas)$/;

/** How large the body of a request may be. Some routes accept a whole file. */
export function limitBody(path: string): { maxBytes: number; name: "roster" | undefined } {
  return TAKES_FILE.test(path)
    ? { maxBytes: MAX_ROSTER_BYTES, name: "roster" }
    : { maxBytes: MAX_FORM_BYTES, name: undefined };
}
