// npm run bench:queue: what it costs to claim the next job and to find a place in line, while 1,000,
// 10,000 and 100,000 jobs wait, two for each student.
//
//   claim, by SQL     one transaction whose statement ranks the whole table (test/support/order-by-sql.ts)
//   claim             the same transaction with the order in memory (src/grading/line/)
//   place, by SQL     one place after a change: all places are ranked again
//   place             one place after a change
//   fill              reading the rows at the start
//
// Medians in milliseconds. Prints a table, then the same as one line of JSON. Nothing here passes or
// fails. --short: without 100,000

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { Queue } from "../../src/grading/queue.ts";
import { WaitingLine } from "../../src/grading/line/waiting-line.ts";
import { orderBySql } from "../support/order-by-sql.ts";

const sizes = process.argv.includes("--short") ? [1000, 10_000] : [1000, 10_000, 100_000];
const EACH = 2;
const RUNS = 200;
/** The SQL takes long. */
const SQL_RUNS = 9;
const FLOOD = 200;

interface Measured {
  waiting: number;
  claimSqlMs: number;
  claimMs: number;
  placeSqlMs: number;
  placeMs: number;
  fillMs: number;
}

const results = sizes.map(measureWith);
const columns: (keyof Measured)[] = ["claimSqlMs", "claimMs", "placeSqlMs", "placeMs", "fillMs"];
const titles = ["claim, by SQL", "claim", "place, by SQL", "place", "fill"];
console.log(`${"waiting".padEnd(10)}${titles.map((title) => title.padStart(15)).join("")}`);
for (const result of results)
  console.log(
    String(result.waiting).padEnd(10) +
      columns.map((column) => result[column].toFixed(3).padStart(15)).join(""),
  );
const floodMs = measureFlood(sizes.at(-1)!);
console.log(
  `\nA job ends whose student has ${FLOOD} more in line, among ${sizes.at(-1)!} waiting: ${floodMs.toFixed(3)} ms\n`,
);
console.log(JSON.stringify({ results, floodMs }));

function measureWith(waiting: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), "gradus-queue-"));
  const db = openDatabase(join(folder, "gradus.db"));
  try {
    fill(db, waiting);
    const queue = new Queue(db);
    const startedMs = performance.now();
    queue.depth();
    const fillMs = performance.now() - startedMs;
    const sql = orderBySql(db);
    const claimed: string[] = [];
    const giveBack = () => {
      for (const id of claimed.splice(0)) queue.release(id);
    };
    const claim = db.$client.prepare(
      "update jobs set claimed_at = ?, tries = tries + 1 where submission_id = ?",
    );
    const claimSqlMs = median(
      SQL_RUNS,
      () =>
        db.transaction(
          () => {
            const id = sql.next()!;
            claim.run(1, id);
            claimed.push(id);
          },
          { behavior: "immediate" },
        ),
      giveBack,
    );
    const claimMs = median(RUNS, () => void claimed.push(queue.claim()!.submissionId), giveBack);
    // A page in the middle of the line asks after each change.
    const asking = jobName(waiting / 2);
    const placeSqlMs = median(SQL_RUNS, () => void sql.places().get(asking), giveBack);
    const change = () => void claimed.push(queue.claim()!.submissionId);
    const placeMs = median(RUNS, () => void queue.placeOf(asking), giveBack, change);
    return { waiting, claimSqlMs, claimMs, placeSqlMs, placeMs, fillMs };
  } finally {
    db.$client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Only `work` is timed. */
function median(
  runs: number,
  work: () => void,
  after: () => void,
  before: () => void = () => {},
): number {
  const times = Array.from({ length: runs }, () => {
    before();
    const startedMs = performance.now();
    work();
    const tookMs = performance.now() - startedMs;
    after();
    return tookMs;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!;
}

/** In memory alone: the turns of all the student's jobs change. */
function measureFlood(waiting: number): number {
  const line = new WaitingLine();
  const add = (userId: string, ticket: number, isRunning: boolean) =>
    line.put({ id: jobName(ticket), userId, ticket, isRunning });
  for (let i = 0; i < waiting; i += 1) add(`student ${i % (waiting / EACH)}`, i, false);
  for (let i = 0; i <= FLOOD; i += 1) add("flood", waiting + i, i === 0);
  return median(
    RUNS,
    () => line.remove(jobName(waiting)),
    () => add("flood", waiting, true),
  );
}

function jobName(ticket: number): string {
  return `job ${ticket}`;
}

function fill({ $client }: Db, waiting: number): void {
  const hash = "a".repeat(64);
  $client
    .prepare(
      "insert into versions (hash, pack_id, exercise_id, title, level, max_score, kept_at) " +
        "values (?, 'tiny', 'sum', '{}', 1, 10, 0)",
    )
    .run(hash);
  const addUser = $client.prepare(
    "insert into users (id, name, email, email_verified, created_at, updated_at) values (?, '', ?, 0, 0, 0)",
  );
  const addSubmission = $client.prepare(`
    insert into submissions
      (id, user_id, pack_id, exercise_id, version_hash, is_practice, attempt, file_name, source,
       submitted_at, via)
    values (?, ?, 'tiny', 'sum', ?, 1, ?, 'a.ts', 'export const total = 1;', 0, 'web')`);
  const addJob = $client.prepare(
    "insert into jobs (submission_id, user_id, ticket) values (?, ?, ?)",
  );
  const students = waiting / EACH;
  $client.transaction(() => {
    for (let i = 0; i < students; i += 1) addUser.run(`student ${i}`, `${i}@example.org`);
    for (let i = 0; i < waiting; i += 1) {
      const userId = `student ${i % students}`;
      addSubmission.run(jobName(i), userId, hash, Math.floor(i / students) + 1);
      addJob.run(jobName(i), userId, i + 1);
    }
  })();
}
