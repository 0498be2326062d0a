// Logs one line for each request, and measures its time. Uses the pattern of the route, never the
// address, which may contain a secret (a reset link) or arbitrary text.

import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";
import type { AppEnv } from "../http/environment.ts";

/**
 * Requests that a page sends by itself while the user types: several a minute for each user, and of
 * no interest later.
 */
const WHILE_TYPING = /\/(?:checks|types|draft)$/;

/** Changes are always logged; reads only for finding errors (GRADUS_LOG_LEVEL=debug). */
export function logRequests({ log, metrics }: { log: Logger; metrics: Metrics }) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const startedMs = performance.now();
    await next();
    if (c.get("isForwarded")) return;
    const { method } = c.req;
    const route = routePath(c, -1);
    const { status } = c.res;
    const ms = performance.now() - startedMs;
    metrics.countRequest(method, route, status, ms / 1000);
    const isChange = method !== "GET" && method !== "HEAD" && !WHILE_TYPING.test(route);
    log[isChange ? "info" : "debug"](
      {
        requestId: c.get("requestId"),
        method,
        route,
        status,
        ms: Math.round(ms),
        viewer: c.get("viewer").userId,
      },
      "request",
    );
  });
}
