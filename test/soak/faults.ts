// The kinds of faults that a soak injects. Each resolves when its cause is over, or when what it
// stopped has been started again.

import { setTimeout as sleep } from "node:timers/promises";
import { nameEngine } from "../../grader/index.ts";
import { nameKeys, nameQueue } from "../../src/workers/messages.ts";
import type { RunningGradus } from "../support/run-gradus.ts";
import { PREFIX, type SoakSite } from "./soak-site.ts";

type Random = () => number;

export interface Fault {
  name: string;
  /** How often it is drawn, compared with the others. */
  weight: number;
  inject: (site: SoakSite, random: Random) => Promise<void>;
}

const keys = nameKeys(PREFIX);
const QUEUE = `${PREFIX}:${nameQueue(nameEngine())}`;
/** After the third loss a submission is a judge error. The soak does not go so far. */
const MAX_LOSSES = 2;

/** Short times are more frequent than long ones. */
const between = (random: Random, low: number, high: number) => low + random() ** 2 * (high - low);
const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)]!;

/** undefined if a further loss would give up a submission. */
function pickWorker({ workers, database }: SoakSite, random: Random): RunningGradus | undefined {
  const losses = database.numberOf("select coalesce(max(losses), 0) from jobs");
  return losses >= MAX_LOSSES ? undefined : pick(random, workers);
}

async function endWorker(site: SoakSite, random: Random, signal: NodeJS.Signals): Promise<void> {
  const worker = pickWorker(site, random);
  if (worker === undefined) return;
  // One that is asked to end may take its time; the next is there already.
  site.startWorker();
  await site.endWorker(worker, signal);
}

async function freezeWorker(site: SoakSite, random: Random): Promise<void> {
  const worker = pickWorker(site, random);
  if (worker === undefined) return;
  site.noteHarm(worker);
  worker.child.kill("SIGSTOP");
  const ms = between(random, 500, 16_000);
  // Others go on meanwhile.
  const woken = sleep(ms).then(() => worker.child.kill("SIGCONT"));
  if (random() < 0.2) await woken;
}

async function fillMemory({ client }: SoakSite, random: Random): Promise<void> {
  await client.config("SET", "maxmemory", "1");
  await sleep(between(random, 500, 4000));
  await client.config("SET", "maxmemory", "0");
}

async function restartRedis({ redis }: SoakSite, random: Random): Promise<void> {
  await redis.kill();
  await sleep(between(random, 0, 2000));
  await redis.start();
}

async function freezeRedis({ redis }: SoakSite, random: Random): Promise<void> {
  redis.signal("SIGSTOP");
  await sleep(between(random, 200, 6000));
  redis.signal("SIGCONT");
}

/** Jobs that are not the server's, events that cannot be parsed, messages without sense. */
async function writeGarbage({ client }: SoakSite, random: Random): Promise<void> {
  const line = (id: string) =>
    client.multi().zadd(`${QUEUE}:prioritized`, 0, id).zadd(`${QUEUE}:marker`, 0, "0");
  const odd = (data: string) =>
    line("odd").hset(`${QUEUE}:odd`, { name: "x", opts: "{}", timestamp: "1", data });
  await pick(random, [
    () => line("none").exec(),
    () => odd("{").exec(),
    () => odd('{"kind":"another"}').exec(),
    () => odd(`{"kind":"grade","source":"${"x".repeat(4 * 1024 * 1024)}"}`).exec(),
    () => client.lpush(`${QUEUE}:active`, "none"),
    () =>
      client.xadd(`${QUEUE}:events`, "*", "event", "completed", "jobId", "x", "returnvalue", "{"),
    () => client.publish(pick(random, [keys.wanted, keys.groups, keys.cancel]), '{"job":"x"}'),
    () => client.sadd(keys.workers, "nobody"),
    () => client.set(keys.worker("nobody"), "<script>", "PX", 60_000),
  ])();
}

/** Keys of another type, or gone. */
async function damageQueue({ client }: SoakSite, random: Random): Promise<void> {
  const name = pick(random, ["meta", "prioritized", "events", "marker", "wait", "active", "gone"]);
  if (name === "gone") {
    await client.flushall();
    return;
  }
  const key = pick(random, [`${QUEUE}:${name}`, keys.workers, keys.server]);
  const [, isSet] = (await client.multi().del(key).lpush(key, "x").sadd(key, "x").exec()) ?? [];
  if (isSet?.[0] !== null) throw isSet?.[0] ?? new Error("nothing was written");
}

/** Results of jobs that are out, from someone who is not a worker. */
async function forgeResults(site: SoakSite, random: Random): Promise<void> {
  const { client, database } = site;
  const isOut = "claimed_at is not null";
  const jobs = database.rows<{ id: string; tries: number }>(
    `select submission_id as id, tries from jobs where ${isOut} limit 20`,
  );
  const [other] = database.rows<{ report: string }>(
    "select report from gradings order by random() limit 1",
  );
  for (const { id, tries } of jobs) {
    const job = `${id}-${tries}`;
    const result = { kind: "report", report: JSON.parse(other?.report ?? "{}") as unknown };
    const text = pick(random, [
      "{",
      JSON.stringify({ job, worker: "forger", result }),
      JSON.stringify({ job: "another-1", worker: "forger", result }),
      JSON.stringify({ job, worker: "forger", result: { kind: "released" } }),
    ]);
    await client.set(keys.result(job), text, "PX", 60_000);
    await client.xadd(
      `${QUEUE}:events`,
      "*",
      ...Object.entries({ event: "completed", jobId: job, returnvalue: '""' }).flat(),
    );
  }
}

export const FAULTS: readonly Fault[] = [
  {
    name: "worker killed",
    weight: 4,
    inject: (site, random) => endWorker(site, random, "SIGKILL"),
  },
  { name: "worker frozen, woken", weight: 4, inject: freezeWorker },
  {
    name: "worker stopped",
    weight: 2,
    inject: (site, random) => endWorker(site, random, "SIGTERM"),
  },
  {
    name: "server killed",
    weight: 3,
    inject: (site, random) => site.restartServer("SIGKILL", random() < 0.3 ? 1 : 0),
  },
  { name: "server stopped", weight: 1, inject: (site) => site.restartServer("SIGTERM", 0) },
  {
    name: "server and worker killed",
    weight: 2,
    inject: async (site, random) => {
      await endWorker(site, random, "SIGKILL");
      await site.restartServer("SIGKILL", 0);
    },
  },
  { name: "Redis killed, empty", weight: 4, inject: restartRedis },
  { name: "Redis frozen", weight: 3, inject: freezeRedis },
  {
    name: "CLIENT PAUSE",
    weight: 4,
    inject: async ({ client }, random) => {
      await client.call("CLIENT", "PAUSE", String(Math.round(between(random, 200, 6000))), "ALL");
    },
  },
  {
    name: "CLIENT KILL",
    weight: 6,
    inject: async ({ client }, random) => {
      await client.call("CLIENT", "KILL", "TYPE", pick(random, ["normal", "pubsub"]));
    },
  },
  { name: "Redis full", weight: 4, inject: fillMemory },
  { name: "garbage", weight: 6, inject: writeGarbage },
  { name: "damaged queue", weight: 2, inject: damageQueue },
  { name: "forged results", weight: 6, inject: forgeResults },
];

export function drawFault(random: Random): Fault {
  let left = random() * FAULTS.reduce((sum, { weight }) => sum + weight, 0);
  return FAULTS.find(({ weight }) => (left -= weight) < 0) ?? FAULTS[0]!;
}
