// Ending a server: running gradings are finished, the rest stays in line for the next start,
// readers are notified, and no process remains.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { copyTiny, edit, temporaryFolder } from "../support/packs.ts";
import { remainingSlotProcesses } from "../support/processes.ts";
import {
  DatabaseReader,
  startServerProcess,
  Student,
  untilItListens,
} from "../support/server-process.ts";
import { startSite } from "../support/site.ts";
import { SUM_LOOPS } from "../support/submissions.ts";

/** So much work for each case that a grading takes a while. */
const SLOW =
  "export function total(values: number[]): number { let n = 0; for (let i = 0; i < 2e7; " +
  "i += 1) n += i % 3; return n < 0 ? n : values.reduce((a, b) => a + b, 0); }\n";
const CLASS = 6;

function readerOf(dataFolder: string): DatabaseReader {
  const database = new DatabaseReader(dataFolder);
  onTestFinished(() => database.close());
  return database;
}

const claimed = (database: DatabaseReader) =>
  database.numberOf("select count(*) from jobs where claimed_at is not null");
const jobsLeft = (database: DatabaseReader) => database.numberOf("select count(*) from jobs");
const gradings = (database: DatabaseReader) => database.numberOf("select count(*) from gradings");

/** tiny, with so much time for each test that an infinite loop runs for a while. */
function patientPack(cpuTimeMs: number): string {
  const pack = copyTiny();
  edit(
    join(pack, "sum", "exercise.yaml"),
    "cpuTimeMs: 200, totalCpuTimeMs: 600",
    `cpuTimeMs: ${cpuTimeMs}, totalCpuTimeMs: ${cpuTimeMs}`,
  );
  return pack;
}

describe("a server that is stopped", () => {
  test("while it grades finishes that, keeps the rest in line, notifies readers, and leaves no process behind", async () => {
    const folder = temporaryFolder();
    const server = startServerProcess(folder);
    const url = await untilItListens(server);
    const students = Array.from({ length: CLASS }, () => new Student());
    const ids = await Promise.all(students.map((student) => student.submit(url, SLOW)));
    const database = readerOf(folder);
    await server.until("some are being graded", () => claimed(database) > 0);
    const last = database.rows<{ id: string }>(
      "select submission_id as id from jobs order by ticket desc limit 1",
    )[0]!.id;
    const watched = await students[ids.indexOf(last)]!.send(url, `/submissions/${last}/events`);
    expect(watched.status).toBe(200);
    const heard = watched.text();

    server.child.kill("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
    expect(await heard).toContain(": the server is ending\nretry: 2000");
    expect(await remainingSlotProcesses(server.pid)).toEqual([]);
    expect(claimed(database)).toBe(0);
    expect(gradings(database)).toBeGreaterThan(0);
    expect(gradings(database)).toBeLessThan(CLASS);
    expect(gradings(database) + jobsLeft(database)).toBe(CLASS);

    const next = startServerProcess(folder);
    await untilItListens(next);
    await next.until("all are graded", () => jobsLeft(database) === 0, 60_000);
    expect(database.rows("select verdict, count(*) as n from gradings group by verdict")).toEqual([
      { verdict: "accepted", n: CLASS },
    ]);
  }, 180_000);

  test("by two signals at once, as from a terminal and a wrapper, ends in order; a second one later ends it at once", async () => {
    const folder = temporaryFolder();
    const pack = patientPack(6000);
    const server = startServerProcess(folder, { packsFolder: pack });
    const url = await untilItListens(server);
    const database = readerOf(folder);
    await new Student().submit(url, SUM_LOOPS);
    await server.until("it is being graded", () => claimed(database) === 1);
    server.child.kill("SIGTERM");
    server.child.kill("SIGINT");
    await server.until("it says that it ends", () => server.stderr.includes("Stopping"));
    // The time between the two signals is the point of this test.
    await sleep(1500);
    expect(server.child.exitCode).toBeNull();
    server.child.kill("SIGTERM");
    expect((await server.ended).code).toBe(130);
    expect(await remainingSlotProcesses(server.pid)).toEqual([]);
    expect(jobsLeft(database)).toBe(1);
    expect(gradings(database)).toBe(0);
  }, 120_000);

  test("without time to finish puts what it grades back in line, unchanged", async () => {
    const dataFolder = temporaryFolder();
    const packsFolder = patientPack(2500);
    const site = await startSite({ dataFolder, packsFolder });
    const id = await new Student().submit(site.url, SUM_LOOPS);
    await expect.poll(() => site.services.queue.placeOf(id), { timeout: 60_000 }).toBe(0);
    await site.close(0);
    const database = readerOf(dataFolder);
    expect(database.rows("select submission_id as id, claimed_at as claimed from jobs")).toEqual([
      { id, claimed: null },
    ]);
    expect(gradings(database)).toBe(0);
    const next = await startSite({ dataFolder, packsFolder });
    onTestFinished(() => next.close());
    await expect
      .poll(() => next.services.queue.depth(), { timeout: 60_000 })
      .toEqual({ waiting: 0, running: 0 });
    expect(database.rows("select submission_id as id, verdict from gradings")).toEqual([
      { id, verdict: "time-limit-exceeded" },
    ]);
  }, 180_000);

  test("accepts no more requests while it ends", async () => {
    const folder = temporaryFolder();
    const server = startServerProcess(folder, { packsFolder: patientPack(1000) });
    const url = await untilItListens(server);
    const database = readerOf(folder);
    await new Student().submit(url, SUM_LOOPS);
    await server.until("it is being graded", () => claimed(database) === 1);
    server.child.kill("SIGTERM");
    await server.until("it says that it ends", () => server.stderr.includes("Stopping"));
    await expect(fetch(`${url}/healthz`, { headers: { connection: "close" } })).rejects.toThrow(
      "fetch failed",
    );
    expect((await server.ended).code).toBe(0);
    expect(database.rows("select verdict from gradings")).toEqual([
      { verdict: "time-limit-exceeded" },
    ]);
  }, 120_000);
});
