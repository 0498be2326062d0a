// Workers that take jobs as gradus worker does, and do not grade: a process of its own, started by
// bench:load. `node simulated-workers.ts gradings.json`, with GRADUS_REDIS_URL and
// GRADUS_REDIS_PREFIX. gradings.json: a list of MeasuredGrading.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { WorkerWalls } from "../../../src/workers/worker-walls.ts";
import { GradingWorker } from "../../../src/workers/worker.ts";
import type { MeasuredGrading } from "./measure-gradings.ts";
import { SimulatedHost } from "./simulated-host.ts";

/** Together far more than one server can feed. */
const WORKERS = 4;
const SLOTS_EACH = 16;

const gradings = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as MeasuredGrading[];
const redis = {
  url: process.env["GRADUS_REDIS_URL"]!,
  prefix: process.env["GRADUS_REDIS_PREFIX"]!,
  tls: {},
};
const log = pino({ level: "warn" }, pino.destination(2));
const cacheFolder = mkdtempSync(join(tmpdir(), "gradus-simulated-"));
const workers = Array.from({ length: WORKERS }, () => {
  const walls = new WorkerWalls({ requireWalls: undefined });
  const options = { redis, slots: SLOTS_EACH, walls, cacheFolder };
  return new GradingWorker(options, new SimulatedHost(log, gradings), log);
});
await Promise.all(workers.map((worker) => worker.start()));
process.once("SIGTERM", () => {
  rmSync(cacheFolder, { recursive: true, force: true });
  process.exit(0);
});
