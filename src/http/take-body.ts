// Reads the body of a request whole before anything else is done with it, within limits on its
// size, its parts and its time, and takes the time at that moment: the one clock for whatever has a
// due time. What comes later (a limit, a password, the database) may make a request wait, but not
// late.

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
 * Throws 408 for a body that does not arrive in time, 413 for one that is too large, 400 if it
 * breaks off.
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
        // What is still on its way is not read, so the connection cannot carry another request.
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

/** Hono caches it: later reads of the form or the JSON read this. */
async function receive(c: AppContext): Promise<ArrayBuffer | HTTPException> {
  try {
    await limitBytes(c);
    return await c.req.arrayBuffer();
  } catch (cause) {
    // The reader of the answer is gone, most likely: nothing here went wrong.
    return cause instanceof HTTPException ? cause : new HTTPException(400, { cause });
  }
}
