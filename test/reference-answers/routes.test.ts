// Questions over HTTP: who is answered, who is refused and why, and what the pages show. The grader
// is a stand-in: real answers are in test/grader/answer-case.test.ts and in the browser's test.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CaseReport } from "../../grader/doors/reports.ts";
import type { CaseAnswer, CaseQuestion } from "../../grader/index.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { assignments } from "../../src/db/schema.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { groupOf } from "../support/queue-database.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";
import type { Visitor } from "../support/visitor.ts";

const EXERCISE = "/exercises/tiny/sum";
const PAGE = `${EXERCISE}/reference-answers`;
const FORTY_TWO = {
  kind: "answered",
  expected: [{ name: "", text: "42" }],
  cpuTimeMs: 1,
} satisfies CaseAnswer;
const HOUR_MS = 3_600_000;

let site: TeachingSite;
let ada: Person;
let version: string;
/** What the stand-in was asked, and what it answers. */
let asked: string[];
let answers: (question: CaseQuestion) => CaseAnswer | undefined;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  version = site.versionHash;
  asked = [];
  answers = () => FORTY_TWO;
  vi.spyOn(site.services.host, "answerCase").mockImplementation((question) => {
    asked.push(question.input.text);
    return Promise.resolve(answers(question));
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  site.close();
});

type Result = CaseAnswer extends infer A
  ? A extends unknown
    ? Omit<A, "cpuTimeMs">
    : never
  : never;

interface Told {
  status: number;
  state: string;
  html: string;
}

async function ask(
  who: Visitor,
  input = "[1,2]",
  { path = PAGE, as = version } = {},
): Promise<Told> {
  const body = JSON.stringify({ input, version: as, tab: "tab" });
  const answer = await who.send("POST", path, body, {
    "content-type": "application/json",
    accept: "application/json",
    origin: new URL(site.services.config.publicUrl).origin,
  });
  const told = (await answer.json()) as Partial<Told>;
  return { status: answer.status, state: told.state ?? "", html: told.html ?? "" };
}
const allow = (mayAskReference = true) =>
  site.services.db
    .update(assignments)
    .set({ mayAskReference })
    .where(eq(assignments.id, site.assignment))
    .run();
const beginExam = (courseId = site.course) =>
  makeAssignment(site.services.db, {
    courseId,
    isExam: true,
    mayAskReference: true,
    rules: { opensAtMs: Date.now() - HOUR_MS, dueAtMs: Date.now() + HOUR_MS },
  });
const ANSWERED = { status: 200, state: "answered" };
const OFF = { status: 409, state: "off" };

describe("practice", () => {
  test("a visitor without a session is answered, and nothing is stored", async () => {
    const { $client } = site.services.db;
    const names = $client
      .prepare<[], string>("select name from sqlite_master where type = 'table'")
      .pluck()
      .all();
    const count = () =>
      names.map((name) => [name, $client.prepare(`select count(*) from "${name}"`).pluck().get()]);
    const before = count();
    const visitor = site.visit();
    const told = await ask(visitor, "[1, 2,\n3]");
    expect(told).toMatchObject(ANSWERED);
    expect(told.html).toContain("<code>42</code>");
    expect(asked).toEqual(["[1,2,3]"]);
    expect(visitor.cookies.size).toBe(0);
    expect(count()).toEqual(before);
  });

  test("the address pays for visitors and guests, the account for members", async () => {
    const order = vi.spyOn(site.services.referenceAnswers, "ask");
    const visitor = site.visit({ address: "198.51.100.7" });
    await ask(visitor);
    await visitor.post(`${EXERCISE}/submissions`, { source: "x" });
    await ask(visitor);
    await ask(site.instructor);
    expect(order.mock.calls.map(([{ person }]) => person)).toEqual([
      { kind: "address", id: "198.51.100.7" },
      { kind: "address", id: "198.51.100.7" },
      { kind: "viewer", id: site.instructor.userId },
    ]);
  });

  test("the budget is that of the live tests", async () => {
    const person = { kind: "viewer", id: site.instructor.userId } as const;
    site.services.liveTests.budget.debit(person, 10_000_000);
    const told = await ask(site.instructor);
    expect(told).toMatchObject({ status: 200, state: "busy" });
    expect(told.html).toMatch(/Try again in \d+ seconds/);
    expect(asked).toEqual([]);
  });

  test("without slots it is paused", async () => {
    answers = () => undefined;
    expect(await ask(site.visit())).toMatchObject({ status: 200, state: "paused" });
  });
});

describe("an assignment's rule", () => {
  test("is off unless staff allow it, for practice too, and the answer names the assignment", async () => {
    for (const path of [PAGE, `${PAGE}?assignment=${site.assignment}`]) {
      const told = await ask(ada, "[1]", { path });
      expect(told).toMatchObject(OFF);
      expect(told.html).toContain("“Sum” does not allow questions to the reference");
    }
    expect(asked).toEqual([]);
    allow();
    for (const path of [PAGE, `${PAGE}?assignment=${site.assignment}`])
      expect(await ask(ada, "[1]", { path })).toMatchObject(ANSWERED);
  });

  test("of one of two open assignments is enough, also of another course", async () => {
    allow();
    const { db } = site.services;
    const elsewhere = createCourse(db, "Another", site.instructor.userId);
    const other = makeAssignment(db, { courseId: elsewhere });
    expect(await ask(ada)).toMatchObject(ANSWERED);
    db.$client
      .prepare(
        "insert into enrolments (course_id, user_id, role, joined_at) values (?, ?, 'student', 0)",
      )
      .run(elsewhere, ada.userId);
    for (const query of ["", `?assignment=${site.assignment}`, `?assignment=${other}`])
      expect(await ask(ada, "[1]", { path: `${PAGE}${query}` })).toMatchObject(OFF);
    db.update(assignments).set({ removedAt: new Date() }).where(eq(assignments.id, other)).run();
    expect(await ask(ada)).toMatchObject(ANSWERED);
  });

  test.each([
    ["that has not opened", HOUR_MS, 2 * HOUR_MS, ANSWERED],
    ["that is open", -HOUR_MS, HOUR_MS, OFF],
    ["that is over", -2 * HOUR_MS, -HOUR_MS, ANSWERED],
  ])("of an assignment %s", async (_, opensInMs, dueInMs, expected) => {
    allow();
    const nowMs = Date.now();
    makeAssignment(site.services.db, {
      courseId: site.course,
      rules: { opensAtMs: nowMs + opensInMs, dueAtMs: nowMs + dueInMs },
    });
    expect(await ask(ada)).toMatchObject(expected);
  });

  test("does not concern staff, unless they view the course as a student", async () => {
    expect(await ask(site.assistant)).toMatchObject(ANSWERED);
    await site.assistant.post(`/courses/${site.course}/view-as`, { as: "student" });
    expect(await ask(site.assistant)).toMatchObject(OFF);
  });

  test("an assignment of other people is not found", async () => {
    const stranger = await site.signUp("stranger");
    for (const who of [stranger, site.visit(), site.assistant])
      for (const id of [site.assignment, "0000000000000000"]) {
        const path = `${PAGE}?assignment=${id}`;
        expect((await ask(who, "[1]", { path })).status).toBe(404);
        expect((await who.get(path)).status).toBe(404);
      }
    expect(asked).toEqual([]);
  });
});

describe("an exam", () => {
  test.each(["this", "another"])(
    "in %s course refuses everybody, and says until when",
    async (which) => {
      allow();
      const { db } = site.services;
      const exam = beginExam(
        which === "this" ? site.course : createCourse(db, "Another", site.instructor.userId),
      );
      const stranger = await site.signUp("stranger");
      for (const who of [ada, stranger, site.instructor, site.visit()]) {
        const told = await ask(who);
        expect(told).toMatchObject({ status: 409, state: "exam" });
        expect(told.html).toContain("Nobody can ask the reference before ");
        expect(told.html).toContain(String(new Date(Date.now() + HOUR_MS).getUTCFullYear()));
        const page = await who.get(PAGE);
        expect(page.status).toBe(409);
        const html = await page.text();
        expect(html).toContain("Nobody can ask the reference before ");
        expect(html).not.toContain("<textarea");
      }
      expect(asked).toEqual([]);
      db.delete(assignments).where(eq(assignments.id, exam)).run();
      expect(await ask(stranger)).toMatchObject(ANSWERED);
    },
  );

  test("that begins while the question runs keeps the answer back", async () => {
    answers = () => {
      beginExam();
      return FORTY_TWO;
    };
    const told = await ask(site.visit());
    expect(told).toMatchObject({ status: 409, state: "exam" });
    expect(told.html).not.toContain("42");
    expect(asked).toHaveLength(1);
  });
});

test("a rule that changes while the question runs keeps the answer back", async () => {
  allow();
  answers = () => {
    allow(false);
    return FORTY_TWO;
  };
  const told = await ask(ada);
  expect(told).toMatchObject(OFF);
  expect(told.html).not.toContain("<code>42");
});

test("a version that is no longer offered is not asked", async () => {
  const told = await ask(site.visit(), "[1]", { as: "f".repeat(64) });
  expect(told).toMatchObject({ status: 409, state: "changed" });
  expect(told.html).toContain("Reload the page");
  expect(asked).toEqual([]);
});

describe("what is wrong with an input is said", () => {
  test.each([
    ["not JSON", "[1,\n 2,,]", "error in line 2, column 4"],
    ["code", "fit.toString()", "error in line 1, column 1"],
    ["a getter", "{ get X() { return 1 } }", "error in line 1, column 3"],
    ["nothing", " ", "Enter an input"],
    ["too long", `[${"1,".repeat(10_000)}1]`, "20,003 characters. At most 20,000"],
    ["too deep", `${"[".repeat(100)}${"]".repeat(100)}`, "At most 64 levels"],
    ["no data", '[{"$x":"function"}]', "starts with “$”"],
    ["a reference to a call", '[{"$r":[0]}]', "starts with “$”"],
  ])("%s", async (_, input, words) => {
    const told = await ask(site.visit(), input);
    expect(told).toMatchObject({ status: 200, state: "invalid" });
    expect(told.html).toContain(words);
    expect(asked).toEqual([]);
  });

  test.each([
    [{ kind: "refused", reason: "<b>X</b> is \u001b[31mwrong" }, "&lt;b&gt;X&lt;/b&gt; is"],
    [{ kind: "unreadable" }, "does not have the form"],
    [{ kind: "threw", thrown: "RangeError: <i>" }, "RangeError: &lt;i&gt;"],
    [{ kind: "limit", limit: "time" }, "more CPU time"],
    [{ kind: "limit", limit: "memory" }, "more memory"],
    [{ kind: "limit", limit: "output" }, "too long"],
    [{ kind: "limit", limit: "crash" }, "crashed"],
    [{ kind: "answered", expected: [{ name: "<b>", text: "<script>\u0007" }] }, "&lt;script&gt;"],
  ] satisfies [Result, string][])("%o", async (result, words) => {
    answers = () => ({ ...result, cpuTimeMs: 1 });
    const told = await ask(site.visit());
    expect(told).toMatchObject({ status: 200, state: result.kind });
    expect(told.html).toContain(words);
    expect(told.html).not.toMatch(/[\u0007\u001b]|<script|<b>|<i>/);
  });

  test("a body of another form is refused", async () => {
    const headers = {
      "content-type": "application/json",
      origin: new URL(site.services.config.publicUrl).origin,
    };
    for (const body of ["", "{}", '{"input":1,"version":"x","tab":"t"}', '{"input":"1","tab":"t"}'])
      expect((await site.visit().send("POST", PAGE, body, headers)).status).toBe(400);
  });
});

describe("without scripts", () => {
  test("the page has an input that everyone may see, and its form is answered by the page", async () => {
    const visitor = site.visit();
    const before = await (await visitor.get(PAGE)).text();
    expect(before).toContain("[1, 2, 3]</textarea>");
    const answer = await visitor.post(PAGE, { input: "[1,\r\n 5]", version });
    expect(answer.status).toBe(200);
    const after = await answer.text();
    expect(after).toContain("<code>42</code>");
    expect(after).toContain("[1,\n 5]</textarea>");
    expect(asked).toEqual(["[1,5]"]);
  });

  test("keeps what was written if it is refused, and counts lines as the browser does", async () => {
    const page = await site.visit().post(PAGE, { input: "[1,\r\n<,", version });
    const html = await page.text();
    expect(html).toContain("error in line 2, column 1");
    expect(html).toContain("[1,\n&lt;,</textarea>");
  });

  test("for an assignment, in Chinese", async () => {
    allow();
    await ada.post("/preferences", { language: "zh-CN", back: "/" });
    const path = `${PAGE}?assignment=${site.assignment}`;
    const html = await (await ada.post(path, { input: "[1]", version })).text();
    expect(html).toContain("参考实现的输出");
    expect(html).toContain(`action="${path}"`);
    expect(html).toContain(`href="${EXERCISE}?assignment=${site.assignment}"`);
  });
});

describe("on the page of a submission", () => {
  const TOLERANCE = { rtol: 0, atol: 0, fields: {} };
  const DATA = { input: '{"X":[[1,2],[3,4]]}', expected: "3", tolerance: TOLERANCE };
  const CASE: CaseReport = {
    name: "fractions",
    title: null,
    verdict: "wrong-answer",
    computedBy: "total",
    input: "[0.5, 0.25]",
    isConverted: false,
    data: DATA,
    call: null,
    unstable: null,
    expected: "0.75",
    actual: "1",
    mismatches: [],
    mismatchCount: 1,
    thrown: null,
    returned: null,
    console: "",
    hint: null,
    note: null,
    pattern: null,
    smallest: {
      verdict: "wrong-answer",
      input: "[1]",
      data: { input: "[7]", expected: "7", tolerance: TOLERANCE },
      call: null,
      steps: 1,
      mismatches: [],
      thrown: null,
    },
  };
  const submit = (cases: CaseReport[]) =>
    site.attempt(ada, 3, {
      report: {
        groups: [groupOf("shown", true, { verdict: "wrong-answer", failure: "value", cases })],
      },
    });
  const read = async (who: Visitor, id: string) => (await who.get(`/submissions/${id}`)).text();
  const count = (html: string) => html.split("reference-question").length - 1;

  test("its author may change the failing and the smallest case", async () => {
    allow();
    const html = await read(ada, submit([CASE]));
    expect(count(html)).toBe(2);
    expect(html).toContain("{ &quot;X&quot;: [[1, 2], [3, 4]] }</textarea>");
    expect(html).toContain("[7]</textarea>");
    expect(html).toContain(`action="${PAGE}?assignment=${site.assignment}"`);
    expect(html).toContain(`value="${version}"`);
  });

  const useEarlierVersion = () =>
    site.services.db.$client.exec(
      `update gradings set report = json_set(report, '$.receipt.exercise', '${"e".repeat(64)}')`,
    );

  test.each([
    ["the rule is off", () => allow(false)],
    ["an exam runs", () => beginExam()],
    ["the report is by an earlier version", useEarlierVersion],
  ])("nothing is offered if %s", async (_, change) => {
    allow();
    const id = submit([CASE]);
    expect(count(await read(ada, id))).toBe(2);
    change();
    expect(count(await read(ada, id))).toBe(0);
  });

  test("nothing is offered without data, nor to staff", async () => {
    allow();
    const { data: _, ...older } = CASE;
    expect(count(await read(ada, submit([{ ...CASE, data: null, smallest: null }])))).toBe(0);
    expect(count(await read(ada, submit([{ ...older, smallest: null } as CaseReport])))).toBe(0);
    expect(count(await read(site.instructor, submit([CASE])))).toBe(0);
  });
});
