// npm run soak: a server, workers and a Redis as real processes, a steady stream of submissions with
// known results, and many faults one after the other, of all kinds (faults.ts). In the end every
// recorded submission must have exactly one result, the right one. It takes about eight minutes.
// Prints a table of the faults, then the counts. Exits with 1 if a submission was lost, has two
// results or a wrong one, if a process ended by itself, or if a worker counted as lost to which
// nothing had happened.
//
//   --faults 200   so many faults
//   --seed 7       the same faults as another run with this seed
//   --rate 2       so many submissions a second

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { makeSeededRandom } from "../../src/demo/plan.ts";
import { HAS_REDIS } from "../support/redis-server.ts";
import { Student } from "../support/server-process.ts";
import { drawFault, FAULTS } from "./faults.ts";
import { findExpected, makeSubmission } from "./known-submissions.ts";
import { SoakSite } from "./soak-site.ts";

const { values } = parseArgs({
  options: {
    faults: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    rate: { type: "string", default: "2" },
  },
});
const FAULT_COUNT = Number(values.faults);
const PER_SECOND = Number(values.rate);
const WORKERS = 3;
/** While so many wait, none is sent. */
const MAX_WAITING = 40;
/** A fault after which nothing is graded for so long fails the soak. */
const NEXT_RESULT_MS = 180_000;
const MAX_GAP_MS = 500;
/** The next fault does not wait longer for a result: sometimes several come together. */
const MAX_WAIT_MS = 1500;
const LOOK_MS = 100;

interface FaultTimes {
  count: number;
  /** From the fault to the next result, the longest. */
  worstMs: number;
}

interface Counts {
  submissions: number;
  results: number;
  lost: number;
  double: number;
  wrong: number;
}

if (!HAS_REDIS) {
  console.error("soak: there is no redis-server; apt install redis-server");
  process.exit(1);
}
const random = makeSeededRandom(Number(values.seed));
const site = await SoakSite.open(WORKERS);
const times = new Map<string, FaultTimes>(
  FAULTS.map(({ name }) => [name, { count: 0, worstMs: 0 }]),
);
/** Ids that the server has answered with. */
const acknowledged = new Set<string>();
const errors: string[] = [];
const pending: Promise<unknown>[] = [];
const startedMs = performance.now();
const sendingEnds = new AbortController();

try {
  const sending = sendAll();
  await untilResult(0);
  for (let i = 0; i < FAULT_COUNT && errors.length === 0; i += 1) await injectOne();
  await Promise.all(pending);
  sendingEnds.abort();
  await sending;
  await untilEmpty();
} catch (error) {
  errors.push(error instanceof Error ? error.message : String(error));
  sendingEnds.abort();
}
const counts = count();
errors.push(...site.crashes);
for (const id of site.findWronglyLost())
  errors.push(`worker ${id} counted as lost although nothing had happened to it`);
const isGood = errors.length === 0 && counts.lost + counts.double + counts.wrong === 0;
print(counts);
if (!isGood) console.log(`the logs and the database: ${site.writeLogs()}`);
await site.close({ keepFolder: !isGood });
process.exit(isGood ? 0 : 1);

async function injectOne(): Promise<void> {
  const { name, inject } = drawFault(random);
  const entry = times.get(name)!;
  const before = countResults();
  const faultMs = performance.now();
  console.error(`${((faultMs - startedMs) / 1000).toFixed(1)} s: ${name}, ${before} results`);
  const injected = await Promise.race([
    inject(site, random).then(() => true),
    sleep(NEXT_RESULT_MS, false, { ref: false }),
  ]);
  if (!injected) throw new Error(`"${name}" does not end`);
  entry.count += 1;
  const result = untilResult(before).then(
    () => (entry.worstMs = Math.max(entry.worstMs, performance.now() - faultMs)),
    (error: unknown) => errors.push(`after "${name}": ${String(error)}`),
  );
  pending.push(result);
  await Promise.race([result, sleep(MAX_WAIT_MS)]);
  await sleep(random() * MAX_GAP_MS);
}

async function sendAll(): Promise<void> {
  // Its own numbers: how many are sent depends on the machine.
  const choose = makeSeededRandom(Number(values.seed) + 1);
  const sending: Promise<void>[] = [];
  for (let i = 0; !sendingEnds.signal.aborted; i += 1) {
    sending.push(send(makeSubmission(i, choose()), `soak-${i}`));
    do await sleep(1000 / PER_SECOND);
    while (!sendingEnds.signal.aborted && countJobs() > MAX_WAITING);
  }
  await Promise.all(sending);
}

/** Until the server has answered: the same form is sent again after an error of the connection. */
async function send(source: string, formKey: string): Promise<void> {
  const student = new Student();
  for (;;) {
    try {
      acknowledged.add(await student.submit(site.url, source, { formKey }));
      return;
    } catch (error) {
      // `fetch` throws a TypeError if the server is away.
      if (!(error instanceof TypeError)) {
        errors.push(error instanceof Error ? error.message : String(error));
        return;
      }
      await sleep(200);
    }
  }
}

function countResults(): number {
  return site.database.numberOf("select count(*) from gradings");
}

function countJobs(): number {
  return site.database.numberOf("select count(*) from jobs");
}

async function untilResult(before: number): Promise<void> {
  const endMs = performance.now() + NEXT_RESULT_MS;
  while (countResults() === before) {
    if (performance.now() > endMs) throw new Error("nothing is graded any more");
    await sleep(LOOK_MS);
  }
}

async function untilEmpty(): Promise<void> {
  for (const { child } of site.workers) child.kill("SIGCONT");
  const endMs = performance.now() + NEXT_RESULT_MS;
  while (countJobs() > 0) {
    if (performance.now() > endMs) throw new Error(`${countJobs()} jobs are not graded`);
    await sleep(LOOK_MS);
  }
}

function count(): Counts {
  const { database } = site;
  const rows = database.rows<{ id: string; source: string; versionHash: string }>(
    "select id, source, version_hash as versionHash from submissions",
  );
  const known = new Set(rows.map(({ id }) => id));
  const result: Counts = { submissions: rows.length, results: 0, lost: 0, double: 0, wrong: 0 };
  result.lost = [...acknowledged].filter((id) => !known.has(id)).length;
  for (const { id, source, versionHash } of rows) {
    const results = database.rows<{ verdict: string; score: number; hash: string; run: string }>(
      "select verdict, score, version_hash as hash, run_id as run from gradings where submission_id = ?",
      id,
    );
    result.results += results.length;
    if (results.length === 0) result.lost += 1;
    if (results.length > 1) result.double += 1;
    const expected = findExpected(source);
    for (const { verdict, score, hash, run } of results) {
      const fits =
        verdict === expected.verdict &&
        score === expected.score &&
        hash === versionHash &&
        run === "";
      if (fits) continue;
      result.wrong += 1;
      errors.push(
        `${id}: ${verdict}, ${score} points instead of ${expected.verdict}, ${expected.score}`,
      );
    }
  }
  return result;
}

function print({ submissions, results, lost, double, wrong }: Counts): void {
  console.log(
    `${"fault".padEnd(28)}${"how often".padStart(10)}${"worst time until the next result".padStart(36)}`,
  );
  for (const [name, entry] of times)
    console.log(
      `${name.padEnd(28)}${String(entry.count).padStart(10)}` +
        (entry.count === 0 ? "–" : `${(entry.worstMs / 1000).toFixed(1)} s`).padStart(36),
    );
  const faults = [...times.values()].reduce((sum, entry) => sum + entry.count, 0);
  const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
  console.log(`\n${minutes} minutes, seed ${values.seed}`);
  for (const error of errors) console.log(`error: ${error}`);
  console.log(
    `${faults} faults, ${submissions} submissions, ${results} results, ` +
      `${lost} lost, ${double} double, ${wrong} wrong`,
  );
}
