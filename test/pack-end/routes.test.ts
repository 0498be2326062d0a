// The summary of a pack over HTTP: who sees what as completed, whose model writes, who gets a
// certificate and who does not. The model's run is a stand-in: real ones are in
// test/grader/writing/ and in the browser's test.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Report } from "../../grader/doors/reports.ts";
import type { WritingReport } from "../../grader/doors/writing.ts";
import type { LiveTestOrder, LiveTestOutcome } from "../../src/live-tests/live-tests.ts";
import { certificates } from "../../src/db/certificate-schema.ts";
import { packs } from "../../src/db/pack-schema.ts";
import { assignments } from "../../src/db/schema.ts";
import { selectProgress } from "../../src/grading/select-progress.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { addCertificate } from "../support/add-certificate.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { groupOf, reportOf } from "../support/queue-database.ts";
import { authorOf } from "../support/submissions-in-place.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";
import type { Visitor } from "../support/visitor.ts";
import { STORY } from "../support/writing-pack.ts";

const END = "/packs/tiny/end";
const HOUR_MS = 3_600_000;
const FIELDS = { text: "0", start: "", temperature: "1", seed: "1000" };
const WRITTEN: WritingReport = {
  kind: "written",
  lines: [
    [
      { character: "a", probability: 0.25, choices: [{ character: " ", probability: 0.75 }] },
      { character: "\n", probability: 1, choices: [] },
    ],
  ],
};

let site: TeachingSite;
let ada: Person;
/** What the stand-in was asked, and what it answers. */
let orders: LiveTestOrder[];
let writes: WritingReport | undefined;
let outcome: ((report: Report) => LiveTestOutcome) | undefined;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  orders = [];
  writes = WRITTEN;
  outcome = undefined;
  const { exercise } = site.services.catalogue.find("tiny", "sum")!;
  exercise.writing = {
    train: "train",
    texts: [
      { title: { en: "Small text", "zh-CN": "小文本" }, language: undefined, text: STORY },
      { title: { en: "In Chinese", "zh-CN": "中文" }, language: "zh-CN", text: "鱼猫\n猫\n" },
    ],
  };
  vi.spyOn(site.services.liveTests, "runTests").mockImplementation((order) => {
    orders.push(order);
    const report = reportOf({ groups: [], ...(writes && { writing: writes }) });
    return Promise.resolve(outcome?.(report) ?? { kind: "done", value: report });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  site.close();
});

const read = async (who: Visitor, path = END) => (await who.get(path)).text();
const accept = (who: Pick<Person, "userId"> = ada, source?: string) =>
  site.attempt(who as Person, 10, {
    ...(source !== undefined && { source }),
    report: { groups: [groupOf("shown", true, {}), groupOf("hidden", false, {})] },
  });
const beginExam = (courseId = site.course) =>
  makeAssignment(site.services.db, {
    courseId,
    isExam: true,
    rules: { opensAtMs: Date.now() - HOUR_MS, dueAtMs: Date.now() + HOUR_MS },
  });
const beginExamElsewhere = async () => {
  const teacher = await site.signUp("elsewhere");
  return beginExam(createCourse(site.services.db, "Another", teacher.userId));
};
const certify = (who: Visitor, name = "Ada Lovelace") =>
  who.post("/packs/tiny/certificates", { name });
const rows = () => site.services.db.select().from(certificates).all();

describe("what is completed", () => {
  test("nothing before a submission is accepted; a wrong one is none", async () => {
    site.attempt(ada, 9);
    const html = await read(ada);
    expect(html).toContain("You have completed 0 of 1 exercises.");
    expect(html).toContain('Next: <a href="/exercises/tiny/sum">Sum</a>');
    expect(html).toContain("the model that it trains will write here");
    expect(html).not.toContain('id="writing"');
  });

  test("an accepted one, with its day in the reader's time zone", async () => {
    accept();
    vi.useFakeTimers({ toFake: ["Date"] });
    site.services.db.$client.exec(
      `update submissions set submitted_at = ${Date.UTC(2026, 10, 30, 20)}`,
    );
    ada.cookies.set("time-zone", "Asia%2FShanghai");
    const html = await read(ada);
    vi.useRealTimers();
    expect(html).toContain("You have completed the 1 exercise of this pack.");
    expect(html).toContain("completed on December 1, 2026");
    expect(html).not.toContain("Exercises to complete");
    expect(html).not.toContain("Next:");
  });

  test("is what the start page counts as accepted", async () => {
    site.attempt(ada, 4);
    accept();
    const progress = selectProgress(site.services.db, ada.userId).get("tiny/sum")!;
    expect(progress).toMatchObject({ isSolved: true, score: 10, maxScore: 10, attempts: 2 });
    expect(progress.solvedAtMs).toEqual(expect.any(Number));
    expect(await read(ada, "/")).toContain(`href="${END}"`);
    expect(await read(ada, "/map")).toContain(`href="${END}"`);
  });

  test("the page of the last accepted submission leads to it, that of another one does not", async () => {
    const wrong = site.attempt(ada, 4);
    const right = accept();
    expect(await read(ada, `/submissions/${right}`)).toContain(`<a href="${END}">`);
    expect(await read(ada, `/submissions/${wrong}`)).not.toContain(END);
    // Staff read it as the student's work, not as their own.
    expect(await read(site.instructor, `/submissions/${right}`)).not.toContain(END);
  });

  test("a visitor without a session is asked to sign in; a pack that is not offered is not found", async () => {
    expect(await read(site.visit())).toContain("Sign in to see");
    site.services.db.update(packs).set({ withdrawnAt: new Date() }).run();
    await site.services.catalogue.reload();
    expect((await ada.get(END)).status).toBe(404);
  });
});

describe("while an exam on an exercise runs", () => {
  test.each(["in the same course", "in another course"])(
    "%s, nothing tells that a submission is accepted",
    async (where) => {
      const id = accept();
      const open = await read(ada);
      expect(open).toContain('id="writing"');
      await (where === "in the same course" ? beginExam() : beginExamElsewhere());
      const html = await read(ada);
      expect(html).toContain("An exam on “Sum” is running. Until");
      expect(html).toContain("You have completed 0 of 1 exercises.");
      expect(html).not.toContain('id="writing"');
      expect(html).not.toContain("completed on");
      expect(await read(ada, `/submissions/${id}`)).not.toContain(END);
      expect((await ada.post("/packs/tiny/writing", FIELDS)).status).toBe(404);
      expect(orders).toEqual([]);
      // The same as for someone whose submission was not accepted.
      const ben = await site.enrol("ben");
      site.attempt(ben, 3);
      expect((await read(ben)).replaceAll("Name of ben", "")).toBe(
        html.replaceAll("Name of ada", ""),
      );
    },
  );

  test("no certificate is made, and one that exists stays", async () => {
    accept();
    const exam = await beginExamElsewhere();
    const refused = await certify(ada);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("An exam on an exercise of this pack is running");
    expect(rows()).toEqual([]);
    site.services.db.delete(assignments).where(eq(assignments.id, exam)).run();
    const made = (await certify(ada)).headers.get("location")!;
    await beginExamElsewhere().catch(() => beginExam());
    expect((await site.visit().get(made)).status).toBe(200);
    expect(await read(ada)).toContain(`href="${made}"`);
  });
});

describe("the model", () => {
  test("is that of the latest accepted submission, and runs as live tests do", async () => {
    accept(ada, "first");
    accept(ada, "second");
    site.attempt(ada, 2, { source: "wrong" });
    const answer = await ada.post("/packs/tiny/writing", { ...FIELDS, start: "b" });
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('<span class="given">b</span><span class="added">a</span>');
    expect(html).toContain("25%");
    expect(html).toContain('value="b"');
    expect(orders).toMatchObject([
      {
        source: "second",
        fileName: "submission.ts",
        groups: "none",
        writing: { text: 0, start: "b", temperature: 1, seed: 1000 },
        person: { kind: "viewer", id: ada.userId },
      },
    ]);
  });

  test("the reader's language chooses the text, and the form stays as it was sent", async () => {
    accept();
    expect(await read(ada)).toMatch(/<option value="0" selected/);
    const chinese = await ada.get(END, { "accept-language": "zh-CN" });
    expect(await chinese.text()).toMatch(/<option value="1" selected/);
    const sent = await ada.post("/packs/tiny/writing", {
      ...FIELDS,
      temperature: "0.5",
      seed: "7",
    });
    const html = await sent.text();
    expect(html).toMatch(/name="temperature"[^>]*value="0.5"/);
    expect(html).toMatch(/name="seed"[^>]*value="7"/);
  });

  test("another text has the next seed, which the answer names", async () => {
    accept();
    const ask = (fields: object) =>
      ada.send("POST", "/packs/tiny/writing", JSON.stringify({ ...FIELDS, tab: "t", ...fields }), {
        "content-type": "application/json",
        origin: new URL(site.services.config.publicUrl).origin,
      });
    const answer = (await (await ask({ another: "1" })).json()) as { state: string; seed: number };
    expect(answer).toMatchObject({ state: "report", seed: 48_271_000 });
    expect(orders[0]!.writing!.seed).toBe(48_271_000);
    expect((await ask({ tab: "not a tab!" })).status).toBe(400);
    expect((await ask({ extra: 1 })).status).toBe(400);
  });

  test.each([
    [{ temperature: "NaN" }],
    [{ temperature: "2.1" }],
    [{ temperature: "-1" }],
    [{ temperature: "" }],
    [{ seed: "0" }],
    [{ seed: "1.5" }],
    [{ seed: "9999999999" }],
    [{ text: "2" }],
    [{ text: "__proto__" }],
  ])("settings that are not valid are refused: %j", async (changed) => {
    accept();
    const answer = await ada.post("/packs/tiny/writing", { ...FIELDS, ...changed });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Invalid settings");
    expect(orders).toEqual([]);
  });

  test("a beginning that is too long is cut", async () => {
    accept();
    await ada.post("/packs/tiny/writing", { ...FIELDS, start: "a".repeat(100) });
    expect(orders[0]!.writing!.start).toBe("a".repeat(20));
  });

  test.each<[WritingReport, string]>([
    [{ kind: "unknown-character", character: "x" }, "The training text has no character “x”"],
    [{ kind: "wrong", fault: "sum", position: 2, value: 1.5 }, "do not add up to 1, but to 1.5"],
    [{ kind: "wrong", fault: "number", position: 0, value: null }, "from 0 to 1: NaN"],
    [{ kind: "wrong", fault: "row", position: 0, value: 3 }, "a row of the wrong length: 3"],
    [{ kind: "wrong", fault: "rows", position: 0, value: 3 }, "the wrong number of rows: 3"],
    [{ kind: "wrong", fault: "model", position: 0, value: null }, "“train” returned no model"],
    [{ kind: "limit", limit: "time" }, "took more CPU time"],
    [{ kind: "limit", limit: "memory" }, "took more memory"],
    [{ kind: "limit", limit: "output" }, "printed more than is allowed"],
    [{ kind: "limit", limit: "crash" }, "crashed the sandbox"],
    [{ kind: "threw", name: "<b>Error", message: "\u202e<script>", line: 3 }, "&lt;b&gt;Error"],
  ])("a problem has clear words: %j", async (problem, told) => {
    accept();
    writes = problem;
    const html = await (await ada.post("/packs/tiny/writing", FIELDS)).text();
    expect(html).toContain(told);
    expect(html).not.toContain("\u202e");
  });

  test("busy, paused and an internal error have words, too", async () => {
    accept();
    for (const [kind, told] of [
      [{ kind: "busy", retryMs: 3000 }, "Try again in 3 seconds"],
      [{ kind: "paused" }, "Grading is paused"],
    ] as const) {
      outcome = () => kind;
      expect(await (await ada.post("/packs/tiny/writing", FIELDS)).text()).toContain(told);
    }
    outcome = (report) => ({ kind: "done", value: { ...report, verdict: "judge-error" } });
    expect(await (await ada.post("/packs/tiny/writing", FIELDS)).text()).toContain(
      "internal error. It is not your fault",
    );
  });

  test("nothing is recorded", async () => {
    accept();
    const { $client } = site.services.db;
    const count = () =>
      $client
        .prepare("select (select count(*) from submissions) + (select count(*) from gradings)")
        .pluck()
        .get();
    const before = count();
    await ada.post("/packs/tiny/writing", FIELDS);
    expect(count()).toBe(before);
  });
});

describe("a guest", () => {
  async function openGuest() {
    const visitor = site.visit({ address: "198.51.100.7" });
    const sent = await visitor.post("/exercises/tiny/sum/submissions", { source: "x" });
    const userId = authorOf(site.services, sent.headers.get("location")!.split("/").at(-1)!);
    site.services.db.$client.exec("delete from jobs");
    accept({ userId });
    return visitor;
  }

  test("has completed what they have completed; their address pays for the model", async () => {
    const guest = await openGuest();
    const html = await read(guest);
    expect(html).toContain("You have completed the 1 exercise of this pack.");
    expect(html).toContain("A certificate needs an account");
    expect(html).toContain(`href="/sign-up?next=%2Fpacks%2Ftiny%2Fend"`);
    expect(html).not.toContain("/packs/tiny/certificates");
    await guest.post("/packs/tiny/writing", FIELDS);
    expect(orders[0]!.person).toEqual({ kind: "address", id: "198.51.100.7" });
  });

  test("gets no certificate", async () => {
    expect((await certify(await openGuest())).status).toBe(401);
    expect(rows()).toEqual([]);
  });
});

describe("a certificate", () => {
  test("says what its owner typed and completed, and nothing else", async () => {
    accept();
    const answer = await certify(ada, "  李安 ");
    expect(answer.status).toBe(303);
    const path = answer.headers.get("location")!;
    expect(path).toMatch(/^\/certificates\/[0-9a-hjkmnp-tv-z]{40}$/);
    expect(rows()).toMatchObject([
      {
        userId: ada.userId,
        name: "李安",
        packId: "tiny",
        packTitle: { en: "Small exercises for tests", "zh-CN": "测试用的小题" },
        packVersion: "1.0.0",
        exercises: 1,
        finishedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    ]);
    const visitor = site.visit();
    const page = await visitor.get(path);
    const html = await page.text();
    for (const text of ["李安", "Small exercises for tests", "1.0.0"]) expect(html).toContain(text);
    expect(html).toContain("Self-study; identity not checked.");
    for (const text of ["Name of ada", "Machine learning<", "10 of 10", "/settings"])
      expect(html).not.toContain(text);
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("referrer-policy")).toMatch(/^(?:same-origin|no-referrer)$/);
    expect(html).toContain('<meta name="robots" content="noindex');
    const chinese = await site.visit({ language: "zh-CN" }).get(path);
    expect(await chinese.text()).toContain("自学；未核实身份。");
    // The language can be changed on the page itself.
    const changed = await visitor.post("/preferences", { language: "zh-CN", back: path });
    expect([changed.status, changed.headers.get("location")]).toEqual([303, path]);
  });

  test("is one for each person, pack and version: a second request leads to the first", async () => {
    accept();
    const first = (await certify(ada)).headers.get("location");
    expect((await certify(ada, "Someone else")).headers.get("location")).toBe(first);
    expect(rows().map(({ name }) => name)).toEqual(["Ada Lovelace"]);
    expect(await read(ada)).toContain(`href="${first}"`);
    // Another version of the pack has its own, and the earlier one stays as it was.
    site.services.db.update(packs).set({ version: "2.0.0" }).run();
    await site.services.catalogue.reload();
    const second = (await certify(ada)).headers.get("location");
    expect(second).not.toBe(first);
    expect(
      rows()
        .map(({ packVersion }) => packVersion)
        .toSorted(),
    ).toEqual(["1.0.0", "2.0.0"]);
  });

  test("is made only if the pack is completed, and stays if it is not any more", async () => {
    site.attempt(ada, 9);
    const refused = await certify(ada);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("You have not completed all exercises");
    accept();
    const path = (await certify(ada)).headers.get("location")!;
    site.services.db.$client.exec("update gradings set verdict = 'wrong-answer'");
    expect(await read(ada)).toContain("0 of 1");
    expect((await site.visit().get(path)).status).toBe(200);
  });

  test.each([
    ["", "Enter a name"],
    ["x".repeat(101), "at most 100 characters"],
    ["Ada\u202e", "characters that are not allowed"],
  ])("the name %j is refused, and stays in the form", async (name, told) => {
    accept();
    const answer = await certify(ada, name);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(told);
    expect(html).toContain('aria-invalid="true"');
    expect(rows()).toEqual([]);
  });

  test("has a limit of its own for each person", async () => {
    accept();
    for (let i = 0; i < 50; i += 1)
      addCertificate(site.services.db, ada.userId, { packVersion: `0.0.${i}` });
    const refused = await certify(ada);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("You have 50 certificates");
  });

  test("is withdrawn by its owner alone, and then as if it had never been", async () => {
    accept();
    const path = (await certify(ada)).headers.get("location")!;
    const id = path.split("/").at(-1)!;
    const withdraw = `/settings/certificates/${id}/withdraw`;
    expect(await read(ada, "/settings")).toContain(withdraw);
    expect(await read(ada, path)).toContain("/settings#certificates");
    const ben = await site.enrol("ben");
    expect((await ben.post(withdraw)).status).toBe(404);
    expect((await site.visit().post(withdraw)).status).toBe(401);
    expect(rows()).toHaveLength(1);
    const done = await ada.post(withdraw);
    expect([done.status, done.headers.get("location")]).toEqual([
      303,
      "/settings?done=certificate",
    ]);
    expect(rows()).toEqual([]);
    const [gone, never] = await Promise.all(
      [path, `/certificates/${"0".repeat(40)}`].map(async (one) => {
        const answer = await site.visit().get(one);
        return [answer.status, (await answer.text()).replaceAll(one.split("/").at(-1)!, "")];
      }),
    );
    expect(gone).toEqual(never);
    expect(gone![0]).toBe(404);
  });
});
