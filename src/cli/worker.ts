// gradus worker: grades for a site on another machine, through Redis. It needs no database and no
// packs.

import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPrivateFolder } from "../../grader/cache-folder.ts";
import { SECOND_MS } from "../durations.ts";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { readSettings } from "./serve-errors.ts";
import { listenForStop } from "./stop-signals.ts";

/** Longer than any grading. What still runs then is handed back. */
const GRACE_MS = 60 * SECOND_MS;

export async function runWorker(context: CommandContext): Promise<never> {
  const { t, out, err, isTerminal } = context;
  const config = readSettings(context, process.env);
  if (config.redis === undefined) throw new UsageError("worker.noRedis");
  if (config.slots === 0) throw new UsageError("worker.noSlots");
  const { createLog } = await import("../log.ts");
  const { GraderHost, RETRY_MS } = await import("../grading/grader-host.ts");
  const { GradingWorker } = await import("../workers/worker.ts");
  const { WorkerWalls } = await import("../workers/worker-walls.ts");
  const { listExposures, hidePassword } = await import("../workers/redis.ts");
  const say = (text: string) => (isTerminal ? out : err)(`${text}\n`);
  const signals = listenForStop(context, () => say(t("worker.ending")));
  const log = createLog(config, isTerminal ? out : undefined);
  const url = hidePassword(config.redis.url);
  for (const exposure of listExposures(config.redis.url)) say(t(`worker.${exposure}`, { url }));
  const walls = new WorkerWalls(config);
  const host = new GraderHost(
    log,
    {
      cpuFactor: config.cpuFactor,
      submissions: { size: config.slots, singleUse: config.singleUse },
      packs: { size: Math.max(2, Math.ceil(config.slots / 4)) },
    },
    RETRY_MS,
    walls,
  );
  const worker = new GradingWorker(
    { redis: config.redis, slots: config.slots, walls, cacheFolder: openVersionsFolder() },
    host,
    log,
  );
  await worker.start();
  if (!signals.isAsked) say(t("worker.at", { url, id: worker.id, slots: config.slots }));
  signals.watchStarter();
  await signals.asked;
  await worker.stop(GRACE_MS);
  // If Redis is away, BullMQ goes on waiting for it.
  process.exit(0);
}

/** In XDG_CACHE_HOME, if the worker's account has such a folder; otherwise beside the packages. */
function openVersionsFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"];
  if (cache !== undefined && cache.startsWith("/")) {
    const folder = join(cache, "gradus", "versions");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }
  const root = fileURLToPath(new URL("../..", import.meta.url));
  return openPrivateFolder(root, "versions") ?? mkdtempSync(join(tmpdir(), "gradus-versions-"));
}
