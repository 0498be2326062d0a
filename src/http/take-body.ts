// Reads the body of a request whole before anything else is done with it, and takes the time at that moment: the one clock for whatever has a due time.
// What comes later (a limit, a password, the database) may make a request wait, but not late.

import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import type { AppEnv } from "./environment.ts";

/** How long a body may take to arrive. Files get longer: a roster is eight times as large as the largest form. */
const ARRIVAL_MS = { form: 10_000, file: 60_000 };

/** Throws 408 for a body that does not arrive in time, 400 for one that breaks off. */
export function takeBody({ form, file }: typeof ARRIVAL_MS = ARRIVAL_MS, now: () => number = () => Date.now()) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      const isFile = (c.req.header("content-type") ?? "").startsWith("multipart/");
      const giveUp = Promise.withResolvers<"late">();
      const timer = setTimeout(() => giveUp.resolve("late"), isFile ? file : form);
      // Hono keeps it: whoever reads the form or the JSON later reads this.
      const arrival = await Promise.race([c.req.arrayBuffer().catch((cause: unknown) => new HTTPException(400, { cause })), giveUp.promise]);
      clearTimeout(timer);
      if (arrival === "late") {
        // What is still on its way is not read, so the connection cannot carry another request.
        c.header("connection", "close");
        throw new HTTPException(408);
      }
      if (arrival instanceof HTTPException) throw arrival;
    }
    c.set("receivedAtMs", now());
    await next();
  });
}
