// Live tests, over HTTP and with real slots: the same verdicts as grading, nothing recorded,
// nothing hidden revealed.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Grader, type GradeRequest, MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { type Report } from "../../grader/doors/reports.ts";
import { LiveTests } from "../../src/live-tests/live-tests.ts";
import { users } from "../../src/db/schema.ts";
import { drafts, gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import type { AssistReply, LiveTestAnswer, TypesAnswer } from "../../src/catalogue/editor-data.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { TINY } from "../support/packs.ts";
import { asVisitor, type MemberSession, postJson, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const SUM = "/exercises/tiny/sum";
const readExample = (path: string) => readFileSync(join(TINY, "sum", "submissions", path), "utf8");
const SHORT_WORK =
  "export function total(values: number[]): number {\n  return values.reduce((total, x) => total + x, 0);\n}\n";

let site: TestSite;
let ada: MemberSession;

beforeAll(async () => {
  // Two slots: one live test at a time, and one slot for submissions.
  site = await startSite({ slots: 2, liveTestShare: 1 });
  ada = await signUp(site, "ada");
  await vi.waitUntil(() => site.services.host.state.kind === "ready", { timeout: 30_000 });
});
afterAll(() => site.close(0));

async function check(
  source: string,
  { tab = "tab", ask = ada.ask, language = "en" } = {},
): Promise<LiveTestAnswer> {
  const init = postJson({ source, tab });
  const response = await ask(`${SUM}/live-tests`, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), "accept-language": language },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as LiveTestAnswer;
}

async function checkUntilDone(
  source: string,
  options: Parameters<typeof check>[1] = {},
): Promise<LiveTestAnswer & { state: "done" }> {
  let answer: LiveTestAnswer | undefined;
  await expect
    .poll(async () => (answer = await check(source, options)).state, { timeout: 30_000 })
    .toBe("done");
  return answer as LiveTestAnswer & { state: "done" };
}

const countRows = () =>
  [submissions, gradings, jobs, drafts, users].map(
    (table) => site.services.db.select().from(table).all().length,
  );

describe("POST …/live-tests", () => {
  test.each([
    "accepted/loop.ts",
    "wrong_answer/skips-the-first.ts",
    "wrong_answer/rounds.ts",
    "wrong_answer/starts-at-one.ts",
  ])("gives the same result for %s as grading", async (path) => {
    const source = readExample(path);
    const answer = await checkUntilDone(source);
    const report = await site.services.host.grader!.grade({
      exercise: site.services.catalogue.find("tiny", "sum")!.exercise,
      source: new TextEncoder().encode(source),
      fileName: "submission.ts",
      groups: "visible",
    });
    expect(answer.verdict).toBe(report.verdict);
    const marks = [...answer.html.matchAll(/class="strip-group (\w+)"/g)].map(([, state]) => state);
    const markOf: Record<string, string> = { accepted: "passed", skipped: "skipped" };
    expect(marks).toEqual(report.groups.map(({ verdict }) => markOf[verdict] ?? "failed"));
    expect(answer.problems).toEqual([]);
  });

  test("contains the visible groups and nothing hidden", async () => {
    const { exercise } = site.services.catalogue.find("tiny", "sum")!;
    const { html } = await checkUntilDone(readExample("wrong_answer/absolute.ts"));
    const titles = (visible: boolean) =>
      exercise.groups
        .filter((group) => group.visible === visible)
        .map(({ manifest }) => manifest.title.en);
    expect(titles(false).length).toBeGreaterThan(0);
    for (const title of titles(true)) expect(html).toContain(title);
    for (const title of titles(false)) expect(html).not.toContain(title);
  });

  test("records nothing, and creates no guest", async () => {
    const before = countRows();
    const response = await asVisitor(site)(
      `${SUM}/live-tests`,
      postJson({ source: `${SHORT_WORK}// by nobody`, tab: "tab" }),
    );
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(((await response.json()) as LiveTestAnswer).state).toBe("done");
    await checkUntilDone(`${SHORT_WORK}// by a member`);
    expect(countRows()).toEqual(before);
  });

  test("gives line and column of a compile error, in the reader's language", async () => {
    const broken =
      "export function total(values: number[]): number {\n  return values.reduce((a, b) => a + , 0);\n}\n";
    const english = await checkUntilDone(broken);
    expect(english.verdict).toBe("compile-error");
    expect(english.problems).toEqual([
      { line: 2, column: 38, message: expect.stringContaining("2") as string },
    ]);
    expect(english.summary).toContain("did not run");
    const chinese = await checkUntilDone(broken, { language: "zh-CN" });
    expect(chinese.summary).toMatch(/没有运行/);
    expect(chinese.problems[0]!.message).toMatch(/第 2 行/);
  });

  test("shows what a submission prints and throws as text", async () => {
    const { html } = await checkUntilDone(
      "export function total(values: number[]): number {\n  throw new Error('<img src=x onerror=alert(1)>');\n}\n",
    );
    expect(html).toContain("&lt;img");
    expect(html).not.toContain("<img");
  });

  test.each([
    ["too much code", { source: "x".repeat(MAX_SOURCE_BYTES + 1), tab: "a" }, 413],
    ["no source", { tab: "a" }, 400],
    ["an invalid tab", { source: "", tab: "a b" }, 400],
    ["something more", { source: "", tab: "a", groups: "all" }, 400],
  ])("refuses %s", async (_what, body, status) => {
    expect((await ada.ask(`${SUM}/live-tests`, postJson(body))).status).toBe(status);
  });

  test("refuses an unknown exercise, and a page of another site", async () => {
    expect(
      (await ada.ask("/exercises/tiny/none/live-tests", postJson({ source: "", tab: "a" }))).status,
    ).toBe(404);
    const init = postJson({ source: "", tab: "a" });
    expect(
      (
        await ada.ask(`${SUM}/live-tests`, {
          ...init,
          headers: {
            ...(init.headers as Record<string, string>),
            origin: "https://elsewhere.example",
          },
        })
      ).status,
    ).toBe(403);
  });
});

describe("POST …/types", () => {
  const ask = async (source: string, language = "en") => {
    const init = postJson({ source, tab: "types" });
    const response = await ada.ask(`${SUM}/types`, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), "accept-language": language },
    });
    return (await response.json()) as TypesAnswer;
  };

  test("returns TypeScript's errors with their places, in the reader's language", async () => {
    const wrong =
      "export function total(values: number[]): number {\n  return values.length.toFixed();\n}\n";
    for (const [language, words] of [
      ["en", /not assignable/],
      ["zh-CN", /不能将类型/],
    ] as const) {
      await expect
        .poll(() => ask(wrong, language), { timeout: 30_000 })
        .toEqual({
          state: "done",
          problems: [
            {
              line: 2,
              column: 3,
              endLine: 2,
              endColumn: 9,
              code: 2322,
              severity: "error",
              message: expect.stringMatching(words) as string,
            },
          ],
        });
    }
  });
});

describe("POST …/assist", () => {
  const TEXT = "export const total = (values: number[]) => values.";
  async function assist(
    question: { source?: string; about?: string; offset?: number },
    ask = ada.ask,
  ): Promise<AssistReply> {
    const body = { source: TEXT, about: "completion", offset: TEXT.length, tab: "a", ...question };
    const response = await ask(`${SUM}/assist`, postJson(body));
    expect(response.status).toBe(200);
    return (await response.json()) as AssistReply;
  }

  test("answers members, a person with an account and a visitor alike", async () => {
    for (const ask of [ada.ask, asVisitor(site)]) {
      let reply: AssistReply | undefined;
      await expect
        .poll(async () => (reply = await assist({}, ask)).state, { timeout: 30_000 })
        .toBe("done");
      const { answer } = reply as AssistReply & { state: "done" };
      expect(answer).toMatchObject({ about: "completion", from: TEXT.length });
      expect(JSON.stringify(answer)).toContain("reduce");
    }
  });

  test("records nothing, and knows no more of a text the next time", async () => {
    const before = countRows();
    await assist({ about: "name", offset: TEXT.indexOf("values.") });
    await assist({ source: "v", offset: 1 });
    expect(countRows()).toEqual(before);
  });

  test.each([
    ["another question", { about: "definition" }, 400],
    ["a place before the text", { offset: -1 }, 400],
    ["a place after every text", { offset: MAX_SOURCE_BYTES + 1 }, 400],
    ["a text that is too large", { source: "x".repeat(MAX_SOURCE_BYTES + 1) }, 413],
  ])("refuses %s", async (_, question, status) => {
    const body = { source: TEXT, about: "completion", offset: 1, tab: "a", ...question };
    expect((await ada.ask(`${SUM}/assist`, postJson(body))).status).toBe(status);
  });

  test("takes nothing from the live tests' budget, and has a limit of its own", async () => {
    let nowMs = 0;
    const host = new (class extends GraderHost {
      override get isReady(): boolean {
        return true;
      }
      override assistCode = () => {
        nowMs += 50;
        return Promise.resolve(null);
      };
    })(pino({ level: "silent" }));
    const liveTests = new LiveTests({
      config: { liveTestShare: 0.25 },
      graders: host,
      queue: site.services.queue,
      now: () => nowMs,
    });
    const person = { kind: "viewer", id: "ada" } as const;
    const order = { source: TEXT, person, about: "name", offset: 1 } as const;
    const outcomes = Array.from({ length: 100 }, (_, i) =>
      liveTests.assistCode({ ...order, tab: `t${i}` }),
    );
    const clock = setInterval(() => (nowMs += 600), 5);
    const kinds = (await Promise.all(outcomes)).map(({ kind }) => kind);
    clearInterval(clock);
    expect(kinds[0]).toBe("done");
    expect(kinds).toContain("busy");
    expect(liveTests.budget.waitMs(person)).toBe(0);
    await host.close();
  });
});

describe("without slots", () => {
  test("live tests are paused, and nothing waits", async () => {
    const host = new GraderHost(pino({ level: "silent" }), { submissions: { size: 1 } });
    const liveTests = new LiveTests({
      config: site.config,
      graders: host,
      queue: site.services.queue,
    });
    const offer = site.services.catalogue.find("tiny", "sum")!;
    const order = {
      offer,
      source: SHORT_WORK,
      person: { kind: "viewer", id: "ada" },
      tab: "a",
    } as const;
    expect(await liveTests.runTests(order)).toEqual({ kind: "paused" });
    expect(await liveTests.checkTypes({ ...order, language: "en" })).toEqual({
      kind: "done",
      value: [],
    });
    expect(await liveTests.assistCode({ ...order, about: "name", offset: 1 })).toEqual({
      kind: "done",
      value: undefined,
    });
    expect(liveTests.depth).toEqual({ waiting: 0, running: 0 });
    await host.close();
  });
});

describe("a newer text", () => {
  /** A grader whose answers the test provides. */
  function begin(waiting = 0) {
    const asked: {
      source: string;
      signal: AbortSignal | undefined;
      answer: (report: Report) => void;
    }[] = [];
    const givenUp: string[] = [];
    const grader = {
      grade: ({ source, signal }: GradeRequest) =>
        new Promise<Report>((answer) =>
          asked.push({ source: new TextDecoder().decode(source), signal, answer }),
        ),
    } as Grader;
    const host = new (class extends GraderHost {
      override get grader(): Grader {
        return grader;
      }
      protected override giveUp(_: Grader, reason: string): Promise<void> {
        givenUp.push(reason);
        return Promise.resolve();
      }
    })(pino({ level: "silent" }), { submissions: { size: 3 } });
    const liveTests = new LiveTests({
      config: { liveTestShare: 1 },
      graders: host,
      queue: { depth: () => ({ waiting, running: 0 }) },
    });
    const offer = site.services.catalogue.find("tiny", "sum")!;
    const run = (source: string, tab = "a") =>
      liveTests.runTests({ offer, source, person: { kind: "viewer", id: "ada" }, tab });
    return { asked, givenUp, liveTests, run };
  }
  const reportOf = async (source: string) =>
    site.services.host.grader!.grade({
      exercise: site.services.catalogue.find("tiny", "sum")!.exercise,
      source: new TextEncoder().encode(source),
      fileName: "submission.ts",
      groups: "visible",
    });

  test("replaces an older one, which runs to its end: nothing tells the grader to stop", async () => {
    const { asked, run } = begin();
    const older = run("older");
    const newer = run("newer");
    expect(await older).toEqual({ kind: "replaced" });
    expect(asked.map(({ source, signal }) => [source, signal])).toEqual([
      ["older", undefined],
      ["newer", undefined],
    ]);
    const report = await reportOf(SHORT_WORK);
    asked[0]!.answer(report);
    asked[1]!.answer(report);
    expect((await newer).kind).toBe("done");
  });

  test("waits in line with others of the same user: one slot is left, and all but one while submissions wait", async () => {
    for (const [waiting, atOnce] of [
      [0, 2],
      [1, 1],
    ] as const) {
      const { asked, run, liveTests } = begin(waiting);
      const all = ["a", "b", "c"].map((tab) => run(tab, tab));
      expect(asked.length).toBe(atOnce);
      expect(liveTests.depth).toEqual({ waiting: 3 - atOnce, running: atOnce });
      const report = await reportOf(SHORT_WORK);
      for (let i = 0; i < 3; i++) {
        await vi.waitUntil(() => asked.length > i);
        asked[i]!.answer(report);
      }
      expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(["done", "done", "done"]);
    }
  });

  test("is paused if the slots are gone, and the grader is given up", async () => {
    const { asked, run, givenUp } = begin();
    const outcome = run("x");
    asked[0]!.answer({
      ...(await reportOf(SHORT_WORK)),
      verdict: "judge-error",
      messages: [{ code: "judge.slots", params: { detail: "no slot comes up" } }],
    });
    expect(await outcome).toEqual({ kind: "paused" });
    expect(givenUp).toEqual(["no slot comes up"]);
  });
});

describe("sources that were seen before", () => {
  test("are answered from memory: by report, for every user and in every language", async () => {
    const liveTests = new LiveTests({
      config: site.config,
      graders: site.services.host,
      queue: site.services.queue,
    });
    const offer = site.services.catalogue.find("tiny", "sum")!;
    const orderOf = (id: string) => ({
      offer,
      source: SHORT_WORK,
      person: { kind: "viewer", id } as const,
      tab: "a",
    });
    const first = await liveTests.runTests(orderOf("ada"));
    const second = await liveTests.runTests(orderOf("bob"));
    expect(first.kind === "done" && second.kind === "done" && first.value === second.value).toBe(
      true,
    );
    expect(first.kind === "done" && first.value.groups.every(({ visible }) => visible)).toBe(true);
  });
});
