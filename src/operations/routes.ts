// GET /healthz   200 if the process answers
// GET /readyz    200 if submissions are recorded and graded; reports what is missing
// GET /metrics   metrics for Prometheus
//
// Monitoring calls them often and without a session, so they come before the session middleware.

import { timingSafeEqual } from "node:crypto";
import { sql } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { ENGINE_VERSION } from "../../grader/doors/version.ts";
import { readConnectionAddress } from "../http/address.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import type { Config } from "../config.ts";
import { isLoopback } from "../ip-address.ts";
import type { Db } from "../db/open.ts";
import type { DiskProbe } from "./disk-probe.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import type { Graders } from "../grading/graders.ts";
import type { RemoteGrader } from "../workers/remote-grader.ts";
import type { Metrics } from "./metrics.ts";
import type { Queue } from "../grading/queue.ts";
import type { WallMemory } from "../grading/wall-memory.ts";
import type { GraderState } from "../grading/grader-host.ts";

export function operationRoutes({
  config,
  db,
  disk,
  host,
  graders,
  remote,
  queue,
  metrics,
  walls,
}: {
  config: Config;
  db: Db;
  disk: DiskProbe;
  host: GraderHost;
  graders: Graders;
  remote: RemoteGrader | undefined;
  queue: Queue;
  metrics: Metrics;
  walls: WallMemory;
}): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/healthz", (c) => c.json({ status: "ok", version: ENGINE_VERSION }))
    .get("/readyz", (c) => {
      const database = databaseAnswers(db);
      const { state } = host;
      const hasRoom = database && disk.hasRoom;
      const isReady = database && hasRoom && graders.isReady;
      return c.json(
        {
          status: isReady ? "ready" : "not-ready",
          version: ENGINE_VERSION,
          database,
          // Whether writing is possible.
          disk: hasRoom,
          grading: state.kind,
          // The reason why there are no slots may name files of this machine; only the log and the
          // site owner's page show it.
          reason: graders.isReady ? null : describeReason(state, remote),
          walls: describeWalls(state, walls.required),
          slots: graders.slots,
          // null without Redis.
          workers:
            remote === undefined
              ? null
              : { redis: remote.state.kind, count: remote.workers.length, slots: remote.slots },
          // The factor for time limits on this machine; null until it is known. It changes when
          // slots are replaced, which reveals something about hidden tests.
          ...(mayReadMetrics(c, config) && { cpuFactor: host.grader?.cpuFactor ?? null }),
          queue: database ? { ...queue.depth(), oldestWaitingMs: queue.oldestWaitingMs() } : null,
        },
        isReady ? 200 : 503,
      );
    })
    .get("/metrics", async (c) => {
      if (!mayReadMetrics(c, config)) throw new HTTPException(404);
      c.header("content-type", metrics.registry.contentType);
      return c.body(await metrics.text());
    });
}

/** null while slots are starting. */
function describeReason(state: GraderState, remote: RemoteGrader | undefined) {
  if (state.kind === "failed") return state.walls === undefined ? "no-slots" : "walls-missing";
  if (state.kind === "starting" || remote === undefined) return null;
  return remote.state.kind === "connected" ? "no-workers" : "redis";
}

function describeWalls(state: GraderState, required: readonly string[]) {
  const report = state.kind === "starting" ? undefined : state.walls;
  return report === undefined
    ? null
    : { standing: report.standing, missing: report.missing.map(({ wall }) => wall), required };
}

function databaseAnswers(db: Db): boolean {
  try {
    return db.get<{ one: number }>(sql`select 1 as one`).one === 1;
  } catch {
    return false;
  }
}

/**
 * With a configured token, anyone who sends it may read the metrics. Without one, only this machine
 * may, and only if no proxy is configured: requests through a proxy on this machine also come from
 * it.
 */
function mayReadMetrics(
  c: AppContext,
  { metricsToken, trustedProxies, publicUrl }: Config,
): boolean {
  if (metricsToken !== undefined) {
    const given = Buffer.from(
      /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "",
    );
    const wanted = Buffer.from(metricsToken);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  if (trustedProxies.length > 0 || !isLoopback(new URL(publicUrl).hostname)) return false;
  const isForwarded = FORWARDED_HEADERS.some((name) => c.req.header(name) !== undefined);
  return isLoopback(readConnectionAddress(c)) && !isForwarded;
}

const FORWARDED_HEADERS = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];
