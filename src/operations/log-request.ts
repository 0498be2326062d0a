// One line a request, and its time among the metrics. Told by its route's pattern, never by its
// address: that may hold a secret (a reset link), or anything that somebody has made up.

import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";
import type { AppEnv } from "../http/environment.ts";

/**
 * What a page sends by itself while somebody types: many times a minute each, and nothing that
 * anybody asks about later.
 */
const WHILE_TYPING = /\/(?:checks|types|draft)$/;

/**
 * Changes are for the record; what is only read is for whoever looks for a fault
 * (GRADUS_LOG_LEVEL=debug).
 */
export function logRequests({ log, metrics }: { log: Logger; metrics: Metrics }) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const startedMs = performance.now();
    await next();
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
