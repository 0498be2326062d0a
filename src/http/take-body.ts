// Reads the complete body of a request before anything else, with limits on size, parts and time,
// and records the time when it is complete. Due times are compared with this time. Later steps (a
// limit, a password, the database) may delay a request, but do not make it late.

import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { refuseManyFields } from "./count-fields.ts";
import type { AppEnv } from "./environment.ts";
import { readBody } from "./read-body.ts";
import { limitBody } from "./security.ts";
import { MINUTE_MS } from "../durations.ts";

/**
 * How long a body may take to arrive. Files get longer: a roster is eight times the size of a form.
 */
const ARRIVAL_MS = { form: 10_000, file: MINUTE_MS };

/**
 * Throws 408 if the body does not arrive in time, 413 if it is too large, and 400 if it is
 * interrupted.
 */
export function takeBody(
  { form, file }: typeof ARRIVAL_MS = ARRIVAL_MS,
  now: () => number = () => Date.now(),
) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      const contentType = c.req.header("content-type") ?? "";
      const isFile = contentType.startsWith("multipart/");
      const { maxBytes, name } = limitBody(c.req.path);
      const tooLarge = new HTTPException(413, { message: name });
      let late = new HTTPException(408);
      const giveUp = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => giveUp.resolve(undefined), isFile ? file : form);
      const reading = readBody(c, maxBytes, () => (late = tooLarge)).catch(refuseInterrupted);
      const body = await Promise.race([reading, giveUp.promise]);
      clearTimeout(timer);
      if (body === undefined || (body.kind === "too large" && !body.isRead)) {
        // The rest of the body is not read, so the connection cannot be reused.
        c.header("connection", "close");
        throw body === undefined ? late : tooLarge;
      }
      if (body.kind === "too large") throw tooLarge;
      refuseManyFields(contentType, new Uint8Array(body.bytes));
    }
    c.set("receivedAtMs", now());
    await next();
  });
}

/** The client has probably disconnected, which is not an error here. */
function refuseInterrupted(cause: unknown): never {
  throw new HTTPException(400, { cause });
}
