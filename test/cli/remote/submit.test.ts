import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { submissionAnswer, submissionList } from "../../../src/api/schemas.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { assignments } from "../../../src/db/schema.ts";
import { submissions } from "../../../src/db/submission-schema.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { runGradus } from "../../support/command-host.ts";
import { type Answer, sendJson, startFakeServer } from "../../support/fake-server.ts";
import { type Home, makeHome } from "../../support/home.ts";
import { makeAssignment, PLAIN_RULES } from "../../support/make-assignment.ts";
import { makeMember, type Member } from "../../support/members.ts";
import { TINY } from "../../support/packs.ts";
import { startGradus, runGradus as runProcess } from "../../support/run-gradus.ts";
import { startSite, type TestSite } from "../../support/site.ts";
import { SUM_LOOPS, SUM_RIGHT, SUM_WRONG } from "../../support/submissions.ts";

let site: TestSite;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

/** A user who has signed in, with a file to submit. */
function student(source: string, url = site.url): Home & Member {
  const member = makeMember(site.services.db);
  const home = makeHome({ url, token: member.token });
  writeFileSync(join(home.cwd, "mine.ts"), source);
  return { ...home, ...member };
}

/** The receipt's line, and the resource usage. */
const withoutReceipt = (text: string) =>
  text
    .split("\n")
    .filter((line) => !/^ {2}(?:submission|提交) |ms of CPU time|毫秒/.test(line))
    .join("\n");

describe("gradus submit", () => {
  test.each([
    ["accepted", SUM_RIGHT, 0],
    ["wrong", SUM_WRONG, 1],
  ] as const)(
    "prints what it counts for, then what gradus grade --as student prints, and the address (%s)",
    async (_name, source, code) => {
      for (const language of ["en", "zh-CN"]) {
        const { env, cwd } = student(source);
        const run = await runGradus(["submit", "sum", "mine.ts", "--lang", language], { env, cwd });
        expect(run.code).toBe(code);
        const [, page] = /^ {2}(http:\S+\/submissions\/[0-9a-z]+)$/m.exec(run.stdout) ?? [];
        expect(page).toContain(`${site.url}/submissions/`);
        const graded = await runGradus(
          ["grade", "sum", "mine.ts", "--as", "student", "--packs", TINY, "--lang", language],
          { env, cwd },
        );
        expect(graded.code).toBe(code);
        const [purpose = ""] = run.stdout.split("\n");
        expect(purpose).toBe(
          language === "en"
            ? "Practice: does not count. It was not submitted to an assignment."
            : "练习，不计分：没有提交到任何作业",
        );
        expect(
          withoutReceipt(run.stdout).replace(`${purpose}\n`, "").replace(`  ${page}\n`, ""),
        ).toBe(withoutReceipt(graded.stdout));
        expect(run.stdout).toMatch(/^ {2}(?:submission|提交) [0-9a-f]{8}/m);
      }
    },
  );

  test("--json prints the submission with its report, and nothing else", async () => {
    const { env, cwd } = student(SUM_WRONG);
    const run = await runProcess(["submit", "tiny/sum", "mine.ts", "--json"], { env, cwd });
    expect(run.code).toBe(1);
    const answer = submissionAnswer.parse(JSON.parse(run.stdout));
    expect(answer).toMatchObject({
      state: "done",
      fileName: "mine.ts",
      report: { verdict: "wrong-answer" },
    });
    const { via } = site.services.db.query.submissions
      .findFirst({ where: (row, { eq }) => eq(row.id, answer.id) })
      .sync()!;
    expect(via).toBe("cli");
  });

  test("--no-wait returns with the address", async () => {
    const { env, cwd } = student(SUM_RIGHT);
    const run = await runGradus(["submit", "sum", "mine.ts", "--no-wait"], { env, cwd });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toMatch(
      /^Practice: does not count\. It was not submitted to an assignment\.\nSubmitted\. See the result here:\n {2}http:\S+\/submissions\/[0-9a-z]+\n$/,
    );
  });

  test("shows the place in line, line by line without a terminal", async () => {
    const { env, cwd } = student(SUM_LOOPS);
    const run = await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain("time limit exceeded");
    expect(run.stderr).toContain("Grading…\n");
  });

  test("on Ctrl-C says that the submission was recorded, and its address", async () => {
    const { env, cwd, userId } = student(SUM_LOOPS);
    const gradus = startGradus(["submit", "sum", "mine.ts"], { env, cwd });
    await gradus.until("it waits", () => /Waiting|Grading…/.test(gradus.stderr));
    gradus.child.kill("SIGINT");
    const run = await gradus.ended;
    expect(run).toMatchObject({ code: 130, stdout: "" });
    const [row] = site.services.db.query.submissions
      .findMany({ where: (submission, { eq }) => eq(submission.userId, userId) })
      .sync();
    expect(run.stderr).toContain(
      "Your submission is saved on the server and will be graded. See the result here:\n" +
        `  ${site.url}/submissions/${row!.id}\n`,
    );
  });

  test.each<[string, string[], string]>([
    [
      "an unknown exercise",
      ["submit", "som", "mine.ts"],
      "has no exercise called som.\nDid you mean sum?\n",
    ],
    ["a missing file", ["submit", "sum", "yours.ts"], "gradus: File not found: yours.ts\n"],
  ])("%s", async (_name, args, words) => {
    const { env, cwd } = student(SUM_RIGHT);
    const run = await runGradus(args, { env, cwd });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain(words);
  });

  test("a file that is too large or not text is not sent", async () => {
    const { env, cwd, userId } = student("");
    writeFileSync(join(cwd, "large.ts"), "x".repeat(256 * 1024 + 1));
    writeFileSync(join(cwd, "binary.ts"), Buffer.from([0xff, 0xfe, 0x80]));
    expect((await runGradus(["submit", "sum", "large.ts"], { env, cwd })).stderr).toBe(
      "gradus: large.ts is larger than 256 KiB. It was not submitted.\n",
    );
    expect((await runGradus(["submit", "sum", "binary.ts"], { env, cwd })).stderr).toBe(
      "gradus: binary.ts is not UTF-8 text. It was not submitted.\n",
    );
    expect(
      site.services.db.query.submissions
        .findMany({ where: (row, { eq }) => eq(row.userId, userId) })
        .sync(),
    ).toEqual([]);
  });

  test("without being signed in", async () => {
    const { env, cwd } = makeHome();
    expect(await runGradus(["submit", "sum", "mine.ts"], { env, cwd })).toMatchObject({
      code: 2,
      stderr: "gradus: No server is set. Sign in first: gradus login URL\n",
    });
    expect(
      await runGradus(["submit", "sum", "mine.ts", "--lang", "zh-CN"], { env, cwd }),
    ).toMatchObject({
      code: 2,
      stderr: "gradus: 尚未指定服务器。请先登录：gradus login 地址\n",
    });
  });

  test("with a revoked token: how to sign in again", async () => {
    const { env, cwd } = student(SUM_RIGHT);
    const run = await runGradus(["submit", "sum", "mine.ts"], {
      env: { ...env, GRADUS_TOKEN: "gradus_revoked" },
      cwd,
    });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("This token is not valid");
    expect(run.stderr).toContain(`gradus login ${site.url}`);
  });
});

describe("a server that is unreachable for a while", () => {
  /**
   * Forwards to the site, except for requests that `meddle` answers itself: then it returns true.
   */
  const proxy = (meddle: (...args: Parameters<Answer>) => boolean) =>
    startFakeServer((request, response, index) => {
      if (meddle(request, response, index)) return;
      const headers = {
        authorization: request.headers.authorization ?? "",
        "content-type": "application/json",
        "accept-language": "en",
      };
      const asked =
        request.method === "POST"
          ? fetch(`${site.url}${request.path}`, { method: "POST", headers, body: request.body })
          : fetch(`${site.url}${request.path}`, { headers });
      void asked.then(
        async (answer) => {
          response.writeHead(answer.status, {
            "content-type": answer.headers.get("content-type") ?? "",
          });
          for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>)
            response.write(chunk);
          response.end();
        },
        () => response.destroy(),
      );
    });

  test("after a lost answer the request is repeated, and recorded once", async () => {
    let lost = 0;
    const server = await proxy(({ method, path, headers, body }, response) => {
      if (method !== "POST" || lost++ > 0) return false;
      // The server has it, but the sender gets no answer.
      void fetch(`${site.url}${path}`, {
        method: "POST",
        headers: { authorization: headers.authorization ?? "", "content-type": "application/json" },
        body,
      }).then(() => response.destroy());
      return true;
    });
    const { env, cwd, userId } = student(SUM_RIGHT, server.url);
    const run = await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("cannot be reached. Trying again");
    expect(server.requests.filter(({ method }) => method === "POST").length).toBe(2);
    expect(
      site.services.db.query.submissions
        .findMany({ where: (row, { eq }) => eq(row.userId, userId) })
        .sync().length,
    ).toBe(1);
  });

  test("survives errors of a gateway, and event streams that break off", async () => {
    let gateways = 0;
    let streams = 0;
    const server = await proxy(({ method, path }, response) => {
      const isGateway = method === "POST" && gateways++ === 0;
      const isBroken = path.endsWith("/events") && streams++ < 2;
      if (isGateway)
        response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");
      if (isBroken)
        response
          .writeHead(200, { "content-type": "text/event-stream" })
          .end("event: waiting\ndata: ");
      return isGateway || isBroken;
    });
    const { env, cwd } = student(SUM_RIGHT, server.url);
    const run = await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    expect(run.code).toBe(0);
    expect(gateways).toBe(2);
  });

  test("if too many streams are open, polls the state instead", async () => {
    const tooMany = {
      error: { code: "too-many-requests", message: "You have too many live pages open." },
    };
    let refused = 0;
    const server = await proxy(({ path }, response) => {
      if (!path.endsWith("/events")) return false;
      refused += 1;
      sendJson(response, tooMany, 429, { "retry-after": "30" });
      return true;
    });
    const { env, cwd } = student(SUM_RIGHT, server.url);
    const run = await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    expect([run.code, run.stderr.includes("live pages")]).toEqual([0, false]);
    expect(refused).toBeGreaterThan(0);
  });

  test("with two already waiting: sends again when the server says, and fails at once with --no-wait", async () => {
    let refused = 0;
    const full = {
      error: { code: "queue-full", message: "2 of your submissions are already waiting." },
    };
    const server = await proxy(({ method }, response) => {
      if (method !== "POST" || refused++ % 2 === 1) return false;
      sendJson(response, full, 429, { "retry-after": "1" });
      return true;
    });
    const { env, cwd } = student(SUM_RIGHT, server.url);
    const run = await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(
      "2 of your submissions are already waiting.\nTrying again in 1 second…\n",
    );
    const once = await runGradus(["submit", "sum", "mine.ts", "--no-wait"], { env, cwd });
    expect(once).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `gradus: ${server.url} responded: 2 of your submissions are already waiting.\n`,
    });
  });
});

describe("gradus status", () => {
  test("lists the user's own, newest first, as a table and as JSON", async () => {
    const { env, cwd } = student(SUM_WRONG);
    expect((await runGradus(["status"], { env, cwd })).stdout).toBe(
      "You have not submitted anything yet.\n",
    );
    await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    writeFileSync(join(cwd, "mine.ts"), SUM_RIGHT);
    await runGradus(["submit", "sum", "mine.ts"], { env, cwd });

    const run = await runGradus(["status", "sum"], { env, cwd });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const [head, forFirst, first, forSecond, second, ...rest] = run.stdout.trimEnd().split("\n");
    expect(head!.trim().split(/ {2,}/)).toEqual([
      "When",
      "Exercise",
      "Verdict",
      "Points",
      "Report",
    ]);
    expect(first).toMatch(/sum +accepted +10\/10 {2}http:\S+\/submissions\/[0-9a-z]+$/);
    expect(second).toMatch(/sum +wrong answer +\d+\/10 {2}http:/);
    expect([forFirst, forSecond]).toEqual(
      Array.from(
        { length: 2 },
        () => "Practice: does not count. It was not submitted to an assignment.",
      ),
    );
    expect(rest).toEqual([]);
    const list = submissionList.parse(
      JSON.parse((await runGradus(["status", "--json"], { env, cwd })).stdout),
    );
    expect(list.submissions.map(({ attempt, verdict }) => [attempt, verdict])).toEqual([
      [2, "accepted"],
      [1, "wrong-answer"],
    ]);
    expect((await runProcess(["status", "--lang", "zh-CN"], { env, cwd })).stdout).toContain(
      "通过",
    );
  });

  test("and submit name the course's assignment, and seal what an exam does not show", async () => {
    const { db } = site.services;
    const { env, cwd, userId } = student(SUM_WRONG);
    const teacher = makeMember(db);
    const courseId = createCourse(db, "Machine learning", teacher.userId);
    addEnrolment(db, courseId, userId);
    makeAssignment(db, { courseId, title: "Week 3" });
    const sent = await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    expect(sent.stdout).toMatch(/^Counts for Machine learning, Week 3: [\d.]+ of 100\n/);
    const [, purpose, row] = (await runGradus(["status"], { env, cwd })).stdout.split("\n");
    expect(purpose).toBe(sent.stdout.split("\n")[0]);
    expect(row).toMatch(/^ {2}.*sum +wrong answer/);
    db.update(assignments).set({ isExam: true }).run();
    const exam = (await runGradus(["status"], { env, cwd })).stdout.split("\n");
    expect(exam[1]).toBe(
      "Submitted to Machine learning, Week 3. Results are released after the exam.",
    );
    expect(exam[2]).toMatch(/sum +released after the exam {2,}http/);

    // What is sent meanwhile is finished after its visible tests, and spaced.
    const dueAtMs = Date.now() + 3_600_000;
    db.update(assignments)
      .set({ rules: { ...PLAIN_RULES, dueAtMs } })
      .run();
    const refused = await runGradus(["submit", "sum", "mine.ts", "--no-wait"], { env, cwd });
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(
        /An exam on this exercise is running, and you can submit once every 20 seconds\. Submit again in \d+ seconds?\./,
      ),
    ]);
    db.update(submissions)
      .set({ submittedAt: new Date(Date.now() - 60_000) })
      .where(eq(submissions.userId, userId))
      .run();
    const apart = await runGradus(["submit", "sum", "mine.ts"], { env, cwd });
    expect(apart.stdout).toMatch(
      /^ {2}Results of hidden tests are not shown until the exam ends, on .+\. The points above are those of the visible tests\.$/m,
    );
    db.update(assignments).set({ isExam: false }).run();
  });
});
