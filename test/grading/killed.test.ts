// The server is killed (SIGKILL, without notice) at twenty points of a submission's way and started
// again on the same data: whatever was acknowledged is graded, once; everything else is there
// completely or not at all. Points are visible from outside: parts of the time to the first answer
// as measured in an undisturbed run, the n-th answer, the n-th grading, and a start that finds work
// left.

import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../support/packs.ts";
import { remainingSlotProcesses } from "../support/processes.ts";
import type { RunningGradus } from "../support/run-gradus.ts";
import {
  DatabaseReader,
  startServerProcess,
  Student,
  untilItListens,
} from "../support/server-process.ts";

/** Some milliseconds of work for each case, so that it is being graded for a while. */
const WORK = "let n = 0; for (let i = 0; i < 4e6; i += 1) n += i % 3; if (n < 0) return n;";
const RIGHT = `export function total(values: number[]): number { ${WORK} return values.reduce((a, b) => a + b, 0); }\n`;
const WRONG = `export function total(values: number[]): number { ${WORK} return values.length; }\n`;
const SOURCES = [RIGHT, WRONG, RIGHT, WRONG, RIGHT, RIGHT];

type Point =
  | { kind: "before the first answer"; share: number }
  | { kind: "answers"; count: number }
  | { kind: "gradings"; count: number }
  | { kind: "while work of before is graded" };

const POINTS: Point[] = [
  ...[0.05, 0.2, 0.4, 0.6, 0.8, 1].map((share): Point => ({
    kind: "before the first answer",
    share,
  })),
  ...[1, 2, 3, 4, 5].map((count): Point => ({ kind: "answers", count })),
  { kind: "while work of before is graded" },
  ...[1, 2, 3, 4, 5].map((count): Point => ({ kind: "gradings", count })),
  { kind: "answers", count: 6 },
  { kind: "while work of before is graded" },
  { kind: "while work of before is graded" },
];

interface Sent {
  /** undefined: the server was killed before it answered. */
  id: string | undefined;
  formKey: string;
  isRight: boolean;
}

interface Round {
  sent: Sent[];
  all: Promise<void>;
  answers: number;
}

/** Six students at once. */
function sendAll(url: string, name: string): Round {
  const round: Round = { sent: [], answers: 0, all: Promise.resolve() };
  const work = SOURCES.map(async (source, i) => {
    const sent: Sent = { id: undefined, formKey: `${name}student${i}`, isRight: source === RIGHT };
    round.sent.push(sent);
    try {
      sent.id = await new Student().submit(url, source, { formKey: sent.formKey });
      round.answers += 1;
    } catch (error) {
      // Cut off by the kill; any other refusal is an error of the server.
      if (!(error instanceof TypeError)) throw error;
    }
  });
  round.all = Promise.all(work).then(() => undefined);
  return round;
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const giveUpMs = performance.now() + 120_000;
  while (!holds()) {
    if (performance.now() > giveUpMs) throw new Error(`never came to it: ${what}`);
    await sleep(2);
  }
}

describe("a server that is killed", () => {
  test(`at ${POINTS.length} points loses nothing and grades nothing twice`, async () => {
    expect(POINTS).toHaveLength(20);
    const dataFolder = temporaryFolder();
    let server: RunningGradus = startServerProcess(dataFolder);
    let url = await untilItListens(server);
    const database = new DatabaseReader(dataFolder);
    onTestFinished(() => database.close());
    const jobsLeft = () => database.numberOf("select count(*) from jobs");
    const gradings = () => database.numberOf("select count(*) from gradings");
    const seen = { waiting: 0, running: 0, partlyGraded: 0, notThere: 0 };
    const rounds: Round[] = [];

    // Without a kill: the time to the first answer of a warm server.
    for (const name of ["first", "second"]) {
      const round = sendAll(url, name);
      rounds.push(round);
      await round.all;
      await until("all of an unkilled round is graded", () => jobsLeft() === 0);
    }
    const startedMs = performance.now();
    const measured = sendAll(url, "measured");
    rounds.push(measured);
    await until("the first answer", () => measured.answers > 0);
    const toFirstAnswerMs = performance.now() - startedMs;
    await measured.all;
    await until("the measured round is graded", () => jobsLeft() === 0);

    for (const [i, point] of POINTS.entries()) {
      const before = gradings();
      const round: Round =
        point.kind === "while work of before is graded"
          ? { sent: [], answers: 0, all: Promise.resolve() }
          : sendAll(url, `point${i}`);
      rounds.push(round);
      if (point.kind === "before the first answer") await sleep(point.share * toFirstAnswerMs);
      if (point.kind === "answers")
        await until(`${point.count} answers`, () => round.answers >= point.count);
      if (point.kind === "gradings")
        await until(`${point.count} gradings`, () => gradings() >= before + point.count);
      server.child.kill("SIGKILL");
      expect((await server.ended).signal).toBe("SIGKILL");
      await round.all;

      const waiting = database.numberOf("select count(*) from jobs where claimed_at is null");
      const running = database.numberOf("select count(*) from jobs where claimed_at is not null");
      if (waiting > 0) seen.waiting += 1;
      if (running > 0) seen.running += 1;
      if (gradings() > before && waiting + running > 0) seen.partlyGraded += 1;
      for (const { id, formKey } of round.sent)
        if (
          id === undefined &&
          database.numberOf("select count(*) from submissions where form_key = ?", formKey) === 0
        )
          seen.notThere += 1;

      server = startServerProcess(dataFolder);
      url = await untilItListens(server);
      // The next kill must come while this start is still busy with the work that it found.
      if (POINTS[i + 1]?.kind !== "while work of before is graded")
        await until("everything is graded", () => jobsLeft() === 0);
    }

    for (const { sent } of rounds) {
      for (const { id, formKey, isRight } of sent) {
        const rows = database.rows<{ id: string; gradings: number; verdict: string | null }>(
          `select s.id, count(g.id) as gradings, max(g.verdict) as verdict
            from submissions as s left join gradings as g on g.submission_id = s.id
            where s.form_key = ? group by s.id`,
          formKey,
        );
        if (id === undefined && rows.length === 0) continue;
        expect(rows, formKey).toEqual([
          { id: id ?? rows[0]?.id, gradings: 1, verdict: isRight ? "accepted" : "wrong-answer" },
        ]);
      }
    }
    expect(jobsLeft()).toBe(0);
    expect(gradings()).toBe(database.numberOf("select count(*) from submissions"));
    // Otherwise the kills came at no interesting time.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);

    server.child.kill("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
    expect(await remainingSlotProcesses(server.pid)).toEqual([]);
  }, 900_000);
});
