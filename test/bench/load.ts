// npm run bench:load: a class that submits all at once to its assignments, against a real server
// process. Fifty submissions a second for a minute, from two hundred students in turn, whether or
// not the ones before are graded (open loop), beside twenty readers who go round the pages.
//
// Each student's submission goes the way of a browser: the form, the page that it leads to, that
// page's events until the report is there. The time is from sending the form to the report's
// arrival. Prints a table, then the same as one line of JSON. Fails on any answer that is not the
// right one: another status than 303 and 200 (so 429 too), another verdict than the submission's.
//
//   --short     ten seconds
//   --rate 20   so many a second
//   --right     right submissions only
//   --profile   writes a CPU profile of the server into the working folder

import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { createCourse } from "../../src/membership/create-course.ts";
import { DATABASE_FILE, openDatabase } from "../../src/db/open.ts";
import { enrolments, users } from "../../src/db/schema.ts";
import { exercises } from "../../src/db/pack-schema.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { deriveSeed } from "../../grader/seeds.ts";
import { slotProcesses } from "../support/processes.ts";
import { LLM_PRIMER, ROOT } from "../support/packs.ts";

const SECONDS = process.argv.includes("--short") ? 10 : 60;
/** --rate 20: fewer, for a busy machine. */
const PER_SECOND = process.argv.includes("--rate")
  ? Number(process.argv[process.argv.indexOf("--rate") + 1])
  : 50;
const STUDENTS = 200;
const READERS = 20;
/** Between a reader's pages. */
const READING_MS = 1000;
const GOAL_P99_MS = 250;
const CORES = availableParallelism();
/** As many as the grader derives (grader/source.ts). */
const SEEDS = 64;
const WARMING = SEEDS * 4;

/** Submissions of each kind in turn: half of them are right. --right: all of them. */
const KINDS = [
  ["count-parameters", "accepted"],
  ["linear-regression", "accepted"],
  ["count-parameters", "wrong_answer"],
  ["linear-regression", "wrong_answer"],
] as const;

interface Sample {
  exercise: string;
  source: string;
  isRight: boolean;
}

const kinds: Sample[][] = KINDS.map(([exercise, verdict]) => {
  const isRight = verdict === "accepted" || process.argv.includes("--right");
  const folder = join(LLM_PRIMER, exercise, "submissions", isRight ? "accepted" : verdict);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ exercise, source: readFileSync(join(folder, name), "utf8"), isRight }));
});

/** The i-th submission; no two have the same bytes. `seed`: one that is graded with this seed. */
function sampleFor(i: number, seed?: number): Sample {
  const kind = kinds[i % kinds.length]!;
  const { exercise, source, isRight } = kind[Math.floor(i / kinds.length) % kind.length]!;
  for (let salt = 0; ; salt += 1) {
    const salted = `${source}\n// ${i} ${seed ?? "any"} ${salt}\n`;
    if (
      seed === undefined ||
      deriveSeed(createHash("sha256").update(salted).digest("hex")) === seed
    )
      return { exercise, source: salted, isRight };
  }
}

/** The last known CPU time of each slot: a slot that is killed takes its own with it. */
const slotMs = new Map<number, number>();
const SAMPLE_MS = 250;

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const errors: string[] = [];

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
}

function ask(
  url: string,
  cookie: string,
  form?: string,
  onData?: (text: string) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      origin: new URL(url).origin,
      ...(cookie === "" ? {} : { cookie }),
      ...(form === undefined
        ? {}
        : {
            "content-type": "application/x-www-form-urlencoded",
            "content-length": Buffer.byteLength(form),
          }),
    };
    const sent = request(
      url,
      { agent, method: form === undefined ? "GET" : "POST", headers },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
          onData?.(body);
        });
        response
          .on("end", () =>
            resolve({ status: response.statusCode!, headers: response.headers, body }),
          )
          .on("error", reject);
      },
    );
    sent.on("error", reject).end(form);
  });
}

interface Times {
  acknowledged: number[];
  graded: number[];
}

class LoadStudent {
  cookie = "";
  lastSubmission = "";

  /** Sends, listens until the report is there; the two times. */
  async submit(url: string, { exercise, source, isRight }: Sample, times: Times): Promise<void> {
    const startedMs = performance.now();
    const form = new URLSearchParams({ source }).toString();
    const answer = await ask(
      `${url}/exercises/llm-primer/${exercise}/submissions`,
      this.cookie,
      form,
    );
    times.acknowledged.push(performance.now() - startedMs);
    const path = answer.headers.location;
    if (answer.status !== 303 || path === undefined)
      throw new Error(`POST ${exercise}: ${answer.status} ${answer.body.slice(0, 200)}`);
    const set = answer.headers["set-cookie"]?.map((cookie) => cookie.split(";")[0]!) ?? [];
    if (set.length > 0) this.cookie = set.join("; ");
    this.lastSubmission = path;
    // As a browser does: the page of the submission, then its events if the report is not there
    // yet.
    const page = await ask(`${url}${path}`, this.cookie);
    if (page.status !== 200) throw new Error(`GET ${path}: ${page.status}`);
    // As rendered by src/submissions/status-view.tsx; in an event it stands inside JSON.
    const expectVerdict = (text: string) => {
      const line = /verdict-line (good|bad|warn)/g;
      const last = [...text.matchAll(line)].at(-1)?.[1];
      if (last !== (isRight ? "good" : "bad"))
        throw new Error(
          `${path}: ${isRight ? "right" : "wrong"}, but its report says ${last ?? "nothing"}`,
        );
    };
    if (!page.body.includes("data-address")) {
      times.graded.push(performance.now() - startedMs);
      return expectVerdict(page.body);
    }
    let doneMs = 0;
    const events = await ask(`${url}${path}/events`, this.cookie, undefined, (body) => {
      if (doneMs === 0 && body.includes("event: done")) doneMs = performance.now();
    });
    if (events.status !== 200 || doneMs === 0)
      throw new Error(`events of ${path}: ${events.status}`);
    times.graded.push(doneMs - startedMs);
    expectVerdict(events.body);
  }
}

async function noteErrors(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) =>
    errors.push(error instanceof Error ? error.message : String(error)),
  );
}

/** Visits the pages in turn until it is stopped; times by page. */
async function read(
  url: string,
  student: LoadStudent,
  times: Map<string, number[]>,
  isOver: () => boolean,
): Promise<void> {
  await sleep(Math.random() * READING_MS);
  for (let i = Math.floor(Math.random() * 4); !isOver(); i += 1) {
    const [name, path] = [
      ["list", "/"],
      ["exercise", "/exercises/llm-primer/linear-regression"],
      ["report", student.lastSubmission],
      ["history", "/submissions"],
    ][i % 4] as [string, string];
    const startedMs = performance.now();
    await noteErrors(
      ask(`${url}${path}`, student.cookie).then(({ status }) => {
        times.set(name, [...(times.get(name) ?? []), performance.now() - startedMs]);
        if (status !== 200) throw new Error(`GET ${path}: ${status}`);
      }),
    );
    await sleep(READING_MS);
  }
}

// ---- the run -----------------------------------------------------------------------------------
const folder = mkdtempSync(join(tmpdir(), "gradus-load-"));
const server = startServer();
try {
  const url = await addressOf(server);
  const students = Array.from({ length: STUDENTS }, () => new LoadStudent());
  // Not measured: each user's first submission, which creates the guests, and the reference's
  // answers to the generated cases of all 64 seeds.
  const warmingMs = performance.now();
  let next = 0;
  const warm = async (): Promise<void> => {
    for (let i = next++; i < WARMING; i = next++)
      await students[i % STUDENTS]!.submit(
        url,
        sampleFor(i, Math.floor(i / kinds.length) % SEEDS),
        { acknowledged: [], graded: [] },
      );
  };
  await Promise.all(Array.from({ length: CORES }, warm));
  enrolEverybody();
  console.log(
    `${WARMING} submissions to warm up: ${((performance.now() - warmingMs) / 1000).toFixed(1)} s`,
  );

  const times: Times = { acknowledged: [], graded: [] };
  const pages = new Map<string, number[]>();
  const before = { ...cpuMsOf(server), client: process.cpuUsage() };
  const startedMs = performance.now();
  let isOver = false;
  const sampling = setInterval(() => cpuMsOf(server), SAMPLE_MS);
  const readers = students
    .slice(0, READERS)
    .map((student) => read(url, student, pages, () => isOver));
  const submissions: Promise<void>[] = [];
  for (let i = 0; i < SECONDS * PER_SECOND; i += 1) {
    await sleep(Math.max(0, startedMs + (i * 1000) / PER_SECOND - performance.now()));
    submissions.push(
      noteErrors(students[i % STUDENTS]!.submit(url, sampleFor(i + WARMING), times)),
    );
  }
  await Promise.all(submissions);
  isOver = true;
  clearInterval(sampling);
  const wallMs = performance.now() - startedMs;
  const after = cpuMsOf(server);
  const client = process.cpuUsage(before.client);
  await Promise.all(readers);
  print(times, pages, wallMs, {
    server: after.server - before.server,
    slots: after.slots - before.slots,
    client: (client.user + client.system) / 1000,
  });
} finally {
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
if (errors.length > 0) process.exitCode = 1;

/**
 * Turns the guests into students of one course with an assignment for each exercise: from now on
 * each submission changes a score.
 */
function enrolEverybody(): void {
  const db = openDatabase(join(folder, DATABASE_FILE));
  try {
    const people = db.select({ id: users.id }).from(users).all();
    const courseId = createCourse(db, "Load", people[0]!.id);
    for (const exerciseId of ["count-parameters", "linear-regression"]) {
      const { hash } = db
        .select({ hash: exercises.hash })
        .from(exercises)
        .where(eq(exercises.id, exerciseId))
        .get()!;
      makeAssignment(db, { courseId, packId: "llm-primer", exerciseId, versionHash: hash });
    }
    db.transaction(
      () => {
        db.update(users).set({ isAnonymous: false }).run();
        for (const { id } of people)
          db.insert(enrolments)
            .values({ courseId, userId: id, role: "student", joinedAt: new Date() })
            .onConflictDoUpdate({
              target: [enrolments.courseId, enrolments.userId],
              set: { role: "student" },
            })
            .run();
      },
      { behavior: "immediate" },
    );
  } finally {
    db.$client.close();
  }
}

function startServer(): ChildProcess {
  const profile = process.argv.includes("--profile")
    ? ["--cpu-prof", `--cpu-prof-dir=${process.cwd()}`]
    : [];
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, [...profile, join(ROOT, "src", "cli", "bin.js"), "serve"], {
    env: { PATH, HOME, LC_ALL: "C", PORT: "0", GRADUS_DATA: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const url = /"url":"(http:[^"]+)"/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", () => reject(new Error(`the server ended: ${said}`)));
  });
}

/** CPU time of the server, and of every slot that was seen so far. */
function cpuMsOf({ pid = 0 }: ChildProcess): { server: number; slots: number } {
  for (const slot of slotProcesses(pid))
    slotMs.set(slot.pid, ownCpuMs(slot.pid) ?? slotMs.get(slot.pid) ?? 0);
  return { server: ownCpuMs(pid) ?? 0, slots: slotMs.values().reduce((sum, ms) => sum + ms, 0) };
}

/** undefined for a process that has ended. */
function ownCpuMs(pid: number): number | undefined {
  const TICK_MS = 10;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [own, system] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13)
      .map(Number);
    return (own! + system!) * TICK_MS;
  } catch {
    return undefined;
  }
}

function print(
  times: Times,
  pages: Map<string, number[]>,
  wallMs: number,
  cpuMs: { server: number; slots: number; client: number },
): void {
  const [load] = loadavg();
  const perSubmission = (ms: number) => round(ms / Math.max(1, times.graded.length));
  const result = {
    seconds: SECONDS,
    cores: CORES,
    submissions: times.graded.length,
    errors: errors.length,
    acknowledgedMs: summary(times.acknowledged),
    gradedMs: summary(times.graded),
    pagesMs: Object.fromEntries(
      [...pages].map(([name, values]) => [name, { pages: values.length, ...summary(values) }]),
    ),
    wallSeconds: round(wallMs / 1000),
    serverCores: round(cpuMs.server / wallMs),
    slotsCores: round(cpuMs.slots / wallMs),
    clientCores: round(cpuMs.client / wallMs),
    cpuMsPerSubmission: { server: perSubmission(cpuMs.server), slots: perSubmission(cpuMs.slots) },
    loadAverage: round(load!),
    goalP99Ms: GOAL_P99_MS,
  };
  const line = (name: string, { p50, p95, p99 }: ReturnType<typeof summary>) =>
    console.log(
      `${name.padEnd(24)}${[p50, p95, p99].map((ms) => ms.toFixed(1).padStart(9)).join("")}`,
    );
  console.log(
    `${result.submissions} submissions in ${SECONDS} s, ${errors.length} errors; ` +
      `${READERS} readers; ${CORES} cores (load average ${result.loadAverage})\n`,
  );
  console.log(
    `${"milliseconds".padEnd(24)}${["p50", "p95", "p99"].map((name) => name.padStart(9)).join("")}`,
  );
  line("submit to answer", result.acknowledgedMs);
  line("submit to verdict", result.gradedMs);
  for (const [name, values] of Object.entries(result.pagesMs)) line(`page: ${name}`, values);
  console.log(
    "\n" +
      `cores used: server ${result.serverCores}, slots ${result.slotsCores}, this bench ` +
      `${result.clientCores}; ` +
      `CPU a submission, with its share of pages: server ${result.cpuMsPerSubmission.server} ` +
      `ms, slots ${result.cpuMsPerSubmission.slots} ms\n` +
      `verdict p99 ${result.gradedMs.p99 <= GOAL_P99_MS ? "within" : "beyond"} the goal of ` +
      `${GOAL_P99_MS} ms\n`,
  );
  for (const error of new Set(errors)) console.log(`error: ${error}`);
  console.log(JSON.stringify(result));
}

function summary(values: number[]): { p50: number; p95: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
