// What guards every answer and every request: headers, the origin of whatever changes something,
// and how much may be sent.

import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { NONCE, secureHeaders } from "hono/secure-headers";
import type { AppContext, AppEnv } from "./environment.ts";

/** A source of 256 KiB as a form sends it: each byte of it may take three. */
export const MAX_FORM_BYTES = 1024 * 1024;
/** A file with a line for everybody in a large school. */
export const MAX_ROSTER_BYTES = 8 * 1024 * 1024;

/**
 * No script but the site's own files. Formulas are set with style attributes, the editor with one
 * style element that has the nonce. A figure, or a page that shows documents of others, sets a
 * stricter policy of its own.
 */
export function guardAnswers(isHttps: boolean) {
  return secureHeaders({
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
}

/** Pages are personal: no cache that others read may store one, unless its route says so. */
export const preventCaching = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "private, no-store");
});

/**
 * Whatever changes something must come from a page of this site, or carry a token, which no browser
 * sends by itself.
 */
export function requireSameOrigin(ownOrigin: string) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD" && !c.get("hasToken")) {
      const origin = c.req.header("origin");
      // Seen by a browser that sends no Origin with a form; it cannot be set by a script.
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

const limitForm = bodyLimit({
  maxSize: MAX_FORM_BYTES,
  onError: (c) => {
    // The rest of the body is not read, so nothing else can come over this connection; whoever is
    // not told sends the next request into a closed one.
    c.header("connection", "close");
    throw new HTTPException(413);
  },
});

const limitRoster = bodyLimit({
  maxSize: MAX_ROSTER_BYTES,
  onError: () => {
    throw new HTTPException(413, { message: "roster" });
  },
});

const TAKES_FILE = /^\/courses\/[^/]+\/(?:people|gradebook)\/(?:import|canvas)$/;

/** Throws 413. A body of unknown length is read for it. Some routes take a whole file. */
export async function limitBytes(c: AppContext): Promise<void> {
  await (TAKES_FILE.test(c.req.path) ? limitRoster : limitForm)(c, () => Promise.resolve());
}
