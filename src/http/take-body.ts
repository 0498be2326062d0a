// Reads the complete body of a request before anything else, with limits on size, parts and time,
// and records the time when it is complete. Due times are compared with this time. Later steps (a
// limit, a password, the database) may delay a request, but do not make it late.

import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { refuseManyFields } from "./count-fields.ts";
import type { AppContext, AppEnv } from "./environment.ts";
import { limitBytes } from "./security.ts";
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
      const giveUp = Promise.withResolvers<"late">();
      const timer = setTimeout(() => giveUp.resolve("late"), isFile ? file : form);
      const arrival = await Promise.race([receive(c), giveUp.promise]);
      clearTimeout(timer);
      if (arrival === "late") {
        // The rest of the body is not read, so the connection cannot be reused.
        c.header("connection", "close");
        throw new HTTPException(408);
      }
      if (arrival instanceof HTTPException) throw arrival;
      refuseManyFields(contentType, new Uint8Array(arrival));
    }
    c.set("receivedAtMs", now());
    await next();
  });
}

/** Hono caches it: later reads of the form or the JSON use this copy. */
async function receive(c: AppContext): Promise<ArrayBuffer | HTTPException> {
  try {
    await limitBytes(c);
    return await c.req.arrayBuffer();
  } catch (cause) {
    // The client has probably disconnected, which is not an error here.
    return cause instanceof HTTPException ? cause : new HTTPException(400, { cause });
  }
}
