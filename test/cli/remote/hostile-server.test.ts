// A hostile server, or one that is not Gradus: whatever it answers, the command prints one line
// about the error and exits with code 2, and nothing from the server controls the terminal, fills
// the memory or is written outside its folder.

import { existsSync, readdirSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_ANSWER_BYTES } from "../../../src/cli/remote/client.ts";
import { readEvents, StreamTooLongError } from "../../../src/cli/remote/event-stream.ts";
import { ApiClient, eventually } from "../../support/api-client.ts";
import { runGradus } from "../../support/command-host.ts";
import { type Answer, sendJson, startFakeServer } from "../../support/fake-server.ts";
import { makeHome } from "../../support/home.ts";
import { makeMember } from "../../support/members.ts";
import { startSite } from "../../support/site.ts";
import { SUM_RIGHT } from "../../support/submissions.ts";
import { makeTextFigure } from "../../support/make-report.ts";

interface Recorded {
  list: { packs: { title: object; exercises: { title: object }[] }[] };
  bundle: Record<string, unknown> & {
    files: Record<string, string>;
    exercise: Record<string, unknown>;
  };
  waiting: Record<string, unknown>;
  done: Record<string, unknown> & { report: Record<string, unknown> };
}

/** The answers of a valid server; each test spoils some of them. */
let honest: Recorded;

beforeAll(async () => {
  const site = await startSite();
  await eventually(async () => site.services.host.grader);
  const api = new ApiClient(site.services);
  const { token } = makeMember(site.services.db);
  const read = async (method: string, path: string, body?: object) =>
    (await (await api.send(method, path, { token, body })).json()) as never;
  const sent: { id: string } = await read("POST", "/api/v1/exercises/tiny/sum/submissions", {
    source: SUM_RIGHT,
  });
  const done = await eventually(async () => {
    const state: Recorded["done"] = await read("GET", `/api/v1/submissions/${sent.id}`);
    return state["state"] === "done" ? state : undefined;
  });
  const { report: _report, gradedAt: _gradedAt, ...facts } = done;
  honest = {
    list: await read("GET", "/api/v1/exercises"),
    bundle: await read("GET", "/api/v1/exercises/tiny/sum/bundle"),
    waiting: { ...facts, state: "waiting", place: 1, isPaused: false },
    done,
  };
  await site.close();
});
const unexpected: string[] = [];
afterAll(() => expect(unexpected).toEqual([]));

const ESCAPES = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil";
/** Bytes that would control a terminal. */
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

interface Answers {
  list?: unknown;
  goals?: unknown;
  bundle?: Answer;
  submit?: Answer;
  state?: Answer;
  events?: Answer;
}

function chooseAnswer(answers: Answers, method: string, path: string): Answer | undefined {
  if (path === "/api/v1/exercises") return (_, to) => sendJson(to, answers.list ?? honest.list);
  if (path.endsWith("/goals")) return (_, to) => sendJson(to, answers.goals ?? { goals: [] });
  if (path.endsWith("/bundle")) return answers.bundle;
  if (path.endsWith("/events"))
    return (
      answers.events ??
      ((_, to) => to.writeHead(200, { "content-type": "text/event-stream" }).end())
    );
  if (method === "POST") return answers.submit ?? ((_, to) => sendJson(to, honest.waiting, 201));
  return path.startsWith("/api/v1/submissions") ? answers.state : undefined;
}

async function run(args: string[], answers: Answers) {
  const server = await startFakeServer((request, response, index) => {
    const { method, path } = request;
    const chosen = chooseAnswer(answers, method, path);
    if (chosen === undefined) unexpected.push(`${method} ${path}`);
    chosen?.(request, response, index);
  });
  const home = makeHome({ url: server.url, token: "gradus_mine" });
  writeFileSync(join(home.cwd, "mine.ts"), SUM_RIGHT);
  const ended = await runGradus(args, {
    env: { ...home.env, GRADUS_SERVER: server.url, GRADUS_TOKEN: "gradus_mine" },
    cwd: home.cwd,
  });
  expect(ended.stdout + ended.stderr).not.toMatch(STEERING);
  expect(ended.signal).toBeNull();
  // The error is one line, without the place in the program that noticed it.
  expect(ended.stderr).not.toMatch(/\n\s+at |node_modules/);
  return { ...ended, home, server };
}

const SUBMIT = ["submit", "sum", "mine.ts"];

describe("an invalid answer", () => {
  test.each<[string, Answer]>([
    ["no JSON", (_, response) => response.writeHead(200).end("<html>It works!</html>")],
    ["nothing", (_, response) => response.writeHead(200).end()],
    ["no UTF-8", (_, response) => response.writeHead(200).end(Buffer.from([0xff, 0xfe, 0x22]))],
    ["another shape", (_, response) => sendJson(response, { id: 3 })],
    ["deeply nested", (_, response) => response.writeHead(200).end("[".repeat(200_000))],
    [
      "an id that is a path",
      (_, response) => sendJson(response, { ...honest.waiting, id: "../../evil" }, 201),
    ],
    [
      "an invalid place in line",
      (_, response) => sendJson(response, { ...honest.waiting, place: 1e308 }, 201),
    ],
    [
      "an error page",
      (_, response) => response.writeHead(500, { "content-type": "text/html" }).end(ESCAPES),
    ],
    ["an unknown status", (_, response) => response.writeHead(299 + 300).end(ESCAPES)],
  ])("to a submission: %s", async (_name, submit) => {
    const ended = await run(SUBMIT, { submit });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("Unexpected response from");
  });

  test.each<[string, (done: Recorded["done"]) => unknown]>([
    ["a report with an extra key", (done) => ({ ...done, report: { ...done.report, proof: 1 } })],
    ["an unknown verdict", (done) => ({ ...done, report: { ...done.report, verdict: "perfect" } })],
    ["no groups", (done) => ({ ...done, report: { ...done.report, groups: [] } })],
    [
      "a message without words",
      (done) => ({
        ...done,
        report: { ...done.report, messages: [{ code: "constructor", params: {} }] },
      }),
    ],
  ])("as a report: %s; the submission stays", async (_name, spoil) => {
    const ended = await run(SUBMIT, {
      state: (_, response) => sendJson(response, spoil(honest.done)),
    });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(
      /Your submission is saved[^\n]*\n {2}http:\S+\ngradus: Unexpected response from /s,
    );
  });
});

describe("too much data", () => {
  const endless = (chunk: Buffer) => (_: unknown, response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  };

  test("an endless answer is cut off", async () => {
    const ended = await run(SUBMIT, { submit: endless(Buffer.alloc(65_536, 0x20)) });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(`> ${MAX_ANSWER_BYTES / 1024} KiB`);
  });

  test("so is a small one that unpacks to a huge one", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    const ended = await run(SUBMIT, {
      submit: (_, response) => response.writeHead(201, { "content-encoding": "gzip" }).end(bomb),
    });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("KiB");
  });

  test("an endless event is not waited for", async () => {
    const ended = await run(SUBMIT, { events: endless(Buffer.from("data: ".padEnd(65_536, "x"))) });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("KiB");
  });

  test("an endless bundle is cut off, and nothing is written", async () => {
    const ended = await run(["start", "sum"], { bundle: endless(Buffer.alloc(65_536, 0x20)) });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("KiB");
    expect(readdirSync(ended.home.cwd)).toEqual(["mine.ts"]);
  });
});

describe("text that controls a terminal", () => {
  test("in an error", async () => {
    const ended = await run(SUBMIT, {
      submit: (_, response) =>
        sendJson(
          response,
          { error: { code: ESCAPES.slice(0, 50), message: `${ESCAPES}${"x".repeat(5000)}` } },
          403,
        ),
    });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("\\u{1b}[2J");
    expect(ended.stderr.length).toBeLessThan(1000);
  });

  test("in the list of assignments", async () => {
    const title = { "zh-CN": ESCAPES, en: ESCAPES };
    const goal = (id: string) => ({
      assignment: { id, title, course: { id, title: ESCAPES } },
      said: "counts",
      counts: true,
      isAccepted: true,
      dueAt: null,
      attemptsLeft: null,
      latePercent: 0,
      words: [ESCAPES],
    });
    const ended = await run(SUBMIT, { goals: { goals: [goal("a"), goal("b")] } });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("--assignment a  \\u{1b}[2J");
  });

  test("in titles, in the list and in a report", async () => {
    const title = { "zh-CN": ESCAPES, en: ESCAPES };
    const list = structuredClone(honest.list);
    for (const pack of list.packs)
      Object.assign(pack, {
        title,
        exercises: pack.exercises.map((exercise) => ({ ...exercise, title })),
      });
    const listed = await run(["list"], { list });
    expect(listed.stdout).toContain("\\u{1b}[2J");

    const done = structuredClone(honest.done);
    Object.assign(done.report, {
      exercise: { pack: "tiny", id: "sum", title },
      figures: [{ ...makeTextFigure(ESCAPES), title }],
      receipt: { submission: ESCAPES, exercise: ESCAPES, engine: ESCAPES, seed: 1 },
    });
    for (const group of done.report["groups"] as object[]) Object.assign(group, { title });
    const graded = await run(SUBMIT, { state: (_, response) => sendJson(response, done) });
    expect(graded.code).toBe(0);
    expect(graded.stdout).toContain("\\u{1b}[2J");
  });

  test("in the address of a redirect, and in the output of publishing", async () => {
    const moved = await run(SUBMIT, {
      submit: (_, response) =>
        response.writeHead(308, { location: "https://evil.example/%1b[2J" }).end(),
    });
    expect(moved.stderr).toContain(
      "redirects to https://evil.example. The token was not sent there.",
    );
    const publishing = {
      state: "done",
      startedAt: null,
      finishedAt: "2026-01-01T00:00:00Z",
      changed: 0,
      published: [ESCAPES],
      withdrawn: [],
      refused: [ESCAPES],
      failure: null,
      problems: [{ severity: "error", place: ESCAPES, code: "x", message: ESCAPES }],
    };
    const published = await run(["publish"], {
      submit: (_, response) => sendJson(response, publishing, 202),
    });
    expect(published.code).toBe(1);
    expect(published.stdout).toContain("\\u{1b}[2J");
  });
});

describe("an invalid bundle", () => {
  test.each<[string, () => unknown]>([
    ["a file above its folder", () => ({ ...honest.bundle, files: { "../../evil.svg": "x" } })],
    ["a file with another ending", () => ({ ...honest.bundle, files: { "figures/run.sh": "x" } })],
    [
      "an id that is a path",
      () => ({ ...honest.bundle, exercise: { ...honest.bundle.exercise, id: "../evil" } }),
    ],
    [
      "a different exercise from the requested one",
      () => ({ ...honest.bundle, exercise: { ...honest.bundle.exercise, id: "product" } }),
    ],
    ["not a bundle", () => ({ hello: "world" })],
    ["another version of the format", () => ({ ...honest.bundle, version: 99 })],
  ])("%s: nothing is written anywhere", async (_name, spoil) => {
    const ended = await run(["start", "sum"], {
      bundle: (_, response) => sendJson(response, spoil(), 200, { etag: '"x"' }),
    });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).not.toBe("");
    expect(readdirSync(ended.home.cwd)).toEqual(["mine.ts"]);
    expect(existsSync(join(ended.home.cache, "..", "evil.svg"))).toBe(false);
  });

  test("a malicious ETag is ignored", async () => {
    const ended = await run(["start", "sum"], {
      bundle: (_, response) =>
        sendJson(response, honest.bundle, 200, { etag: `"${"x".repeat(5000)}"` }),
    });
    expect(ended.code).toBe(0);
  });
});

describe("a stream of events", () => {
  async function* chunks(...parts: string[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) yield new TextEncoder().encode(part);
  }
  const all = async (body: AsyncIterable<Uint8Array>, maxBytes = 1000) => {
    const found: string[] = [];
    for await (const data of readEvents(body, maxBytes, 1000)) found.push(data);
    return found;
  };

  test("is read across chunks, with several lines of data, comments and either line end", async () => {
    expect(
      await all(
        chunks(
          "event: a\nda",
          "ta: 1\n\n: still here\n\ndata:2\r\ndata: 3\r\n\r\nevent: b\n\ndata: unfinished",
        ),
      ),
    ).toEqual(["1", "2\n3"]);
  });

  test("a character may be cut in two", async () => {
    const bytes = new TextEncoder().encode("data: 数\n\n");
    async function* cut(): AsyncGenerator<Uint8Array> {
      yield bytes.slice(0, 7);
      yield bytes.slice(7);
    }
    expect(await all(cut())).toEqual(["数"]);
  });

  test("ends when the stream ends, and refuses an event that is too long", async () => {
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode("data: 1\n\n");
      await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    }
    const found: string[] = [];
    for await (const data of readEvents(silent(), 1000, 100)) found.push(data);
    expect(found).toEqual(["1"]);
    await expect(all(chunks("data: ".padEnd(2000, "x")))).rejects.toThrow(StreamTooLongError);
  });
});
