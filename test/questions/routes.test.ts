// Questions on the page of a submission: who asks, who answers, who sees what, and what becomes of
// a text that is refused.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { enrolments } from "../../src/db/schema.ts";
import { gradings, submissions } from "../../src/db/submission-schema.ts";
import { archiveCourse } from "../../src/courses/change-course.ts";
import { VIEW_AS_COOKIE } from "../../src/membership/gate.ts";
import { chooseQuestionState } from "../../src/questions/question-state.ts";
import { selectNewAnswers } from "../../src/questions/seen-answers.ts";
import { type Question, selectQuestions } from "../../src/questions/select-questions.ts";
import { LIMITS } from "../../src/http/throttle.ts";
import { makeFailedCase } from "../support/make-failed-case.ts";
import { HIDDEN_GROUP, openExamWorld, SHOWN_GROUP } from "../support/exam-world.ts";
import { groupOf } from "../support/queue-database.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

const FAILED = groupOf("shown", true, {
  verdict: "wrong-answer",
  score: 0,
  cases: [makeFailedCase("negative"), makeFailedCase("several")],
});
const HIDDEN = groupOf("hidden", false, {
  verdict: "wrong-answer",
  score: 0,
  cases: [makeFailedCase("secret case")],
});

let site: TeachingSite;
let ada: Person;
let ben: Person;
let submission: string;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  ben = await site.enrol("ben");
  submission = site.attempt(ada, 4, {
    source: "const a = 1;\nconst b = 2;\nexport const total = a + b;\n",
    report: { groups: [FAILED, HIDDEN] },
  });
});
afterEach(() => site.close());

const db = () => site.services.db;
const page = async (person: Person, query = "") =>
  (await person.get(`/submissions/${submission}${query}`)).text();
const ask = (person: Person, place: string, text: string) =>
  person.post(`/submissions/${submission}/questions`, { place, text });
const all = () => selectQuestions(db(), submission);
const only = (): Question => {
  expect(all()).toHaveLength(1);
  return all()[0]!;
};
const path = (end: string) => `/submissions/${submission}/questions/${only().id}/${end}`;
const reply = (person: Person, text: string) => person.post(path("messages"), { text });
const mark = (person: Person, state: string) => person.post(path("state"), { state });
const textsOf = ({ messages }: Question) => messages.map(({ text }) => text);

describe("a question", () => {
  test.each([
    ["a line", "line 2", "Question about line 2"],
    ["a failing test", "case shown several", "Question about shown · several"],
    ["a group", "group shown", "Question about shown"],
    ["a hidden group", "group hidden", "Question about hidden"],
    ["the whole submission", "whole", "Question about the whole submission"],
  ])("about %s is shown there, to the student and to staff", async (_, place, words) => {
    const answer = await ask(ada, place, " Why <b>this</b>?\r\nSee `a + b`. ");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`/submissions/${submission}#question-${only().id}`);
    expect(textsOf(only())).toEqual(["Why <b>this</b>?\nSee `a + b`."]);
    for (const person of [ada, site.assistant, site.instructor]) {
      const html = await page(person);
      expect(html).toContain(`aria-label="${words}"`);
      expect(html).toContain("Why &lt;b&gt;this&lt;/b&gt;?\nSee <code>a + b</code>.");
      expect(html).toContain("Waiting for an answer");
    }
  });

  test("is below its line, and in its test", async () => {
    await ask(ada, "line 2", "About the line");
    await ask(ada, "case shown several", "About the test");
    const html = await page(ada);
    const at = (text: string) => html.indexOf(text);
    expect(at('id="line-2"')).toBeLessThan(at("About the line"));
    expect(at("About the line")).toBeLessThan(at('id="line-3"'));
    expect(at("<strong>several</strong>")).toBeLessThan(at("About the test"));
    expect(at("About the test")).toBeLessThan(at(">hidden "));
  });

  test("can be asked in the report that replaces the page's status when grading is done", async () => {
    const state = await (await ada.get(`/submissions/${submission}/state`)).text();
    expect(state).toContain("Ask about this test: negative");
    await ask(ada, "group hidden", "Why?");
    expect(await (await ada.get(`/submissions/${submission}/state`)).text()).toContain("Why?");
  });

  test("at a place that has one goes into the same, and opens it again", async () => {
    await ask(ada, "line 1", "First");
    await mark(site.assistant, "done");
    expect(chooseQuestionState(only())).toBe("done");
    await ask(ada, "line 1", "Second");
    expect(textsOf(only())).toEqual(["First", "Second"]);
    expect(chooseQuestionState(only())).toBe("waiting");
  });

  test("whose form is sent twice is one message, and so is a reply", async () => {
    await ask(ada, "line 1", "Once");
    expect((await ask(ada, "line 1", "Once")).status).toBe(303);
    for (let i = 0; i < 2; i += 1) await reply(site.assistant, "Answer");
    expect(textsOf(only())).toEqual(["Once", "Answer"]);
    const events = db().select().from(auditEvents).all();
    expect(events.filter(({ action }) => action === "question.answer")).toHaveLength(1);
    // Later the same text is a new message.
    await ask(ada, "line 1", "Once");
    await mark(ada, "done");
    await ask(ada, "line 1", "Once");
    expect(textsOf(only())).toEqual(["Once", "Answer", "Once", "Once"]);
    expect(chooseQuestionState(only())).toBe("waiting");
  });

  test.each([
    "case hidden secret case",
    "case hidden no such case",
    "case shown none",
    "group none",
    "line 4",
    "line 0",
    "anything",
    "",
  ])("about what the report does not list is refused, always alike: %j", async (place) => {
    const [answer, known] = [
      await ask(ada, place, "My text"),
      await ask(ada, "case x y", "My text"),
    ];
    expect([answer.status, known.status]).toEqual([400, 400]);
    const html = await answer.text();
    expect(html).toBe(await known.text());
    expect(html).toContain("The report does not list this test");
    // The text is in the form for the whole submission.
    expect(html).toMatch(/<input type="hidden" name="place" value="whole"[^]*?My text<\/textarea>/);
    expect(html).not.toContain("secret case");
    expect(all()).toEqual([]);
  });

  test("about a test that newer tests do not have, or that passes now, is still shown", async () => {
    await ask(ada, "case shown several", "Where is my test?");
    const grading = db().select().from(gradings).get()!;
    const passing = { ...FAILED, verdict: "accepted" as const, cases: [] };
    db()
      .update(gradings)
      .set({ report: { ...grading.report, groups: [passing, HIDDEN] } })
      .run();
    for (const person of [ada, site.assistant]) {
      const html = await page(person);
      expect(html).toContain("About “shown · several”, which the report no longer lists");
      expect(html).toContain("Where is my test?");
    }
    expect((await reply(ada, "It passes now")).status).toBe(303);
    expect((await ask(ada, "case shown several", "And again")).status).toBe(303);
    expect(textsOf(only())).toHaveLength(3);
  });
});

describe("a text that is refused", () => {
  test.each([
    ["nothing", " \n ", "The message is empty"],
    ["too much", "x".repeat(5001), "Use at most 5000 characters"],
  ])("%s: a question or a reply is not sent, and the form contains it", async (_, text, words) => {
    const asked = await ask(ada, "line 2", text);
    expect(asked.status).toBe(422);
    const html = await asked.text();
    expect(html).toContain(words);
    expect(html.indexOf('id="line-2"')).toBeLessThan(html.indexOf(words));
    expect(html.indexOf(words)).toBeLessThan(html.indexOf('id="line-3"'));
    expect(html).toContain(`${text.trim()}</textarea>`);
    expect(all()).toEqual([]);
    await ask(ada, "line 2", "A question");
    const replied = await reply(site.assistant, text);
    expect(replied.status).toBe(422);
    expect(await replied.text()).toContain(`${text.trim()}</textarea>`);
    expect(textsOf(only())).toEqual(["A question"]);
  });

  test("because too many were sent", async () => {
    await ask(ada, "whole", "First");
    for (let i = 1; i < LIMITS.messageAccount.times; i += 1)
      await site.services.throttle.take("messageAccount", ada.userId);
    const asked = await ask(ada, "line 2", "One too many");
    expect(asked.status).toBe(429);
    expect(Number(asked.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await asked.text()).toContain("One too many</textarea>");
    expect((await reply(ada, "Another")).status).toBe(429);
    expect((await reply(site.assistant, "Answer")).status).toBe(303);
    expect(textsOf(only())).toEqual(["First", "Answer"]);
  });
});

describe("the state", () => {
  beforeEach(() => ask(ada, "line 1", "Why?"));

  test("waits until staff answer, and again after the student's next message", async () => {
    const first = only().waitingSince;
    await ask(ada, "line 1", "And this?");
    expect(only().waitingSince).toEqual(first);
    await reply(site.assistant, "Because.");
    expect(chooseQuestionState(only())).toBe("answered");
    await reply(ada, "But?");
    expect(chooseQuestionState(only())).toBe("waiting");
  });

  test.each([
    ["the student", () => ada],
    ["staff", () => site.assistant],
  ])("is set to done and opened again by %s", async (_, person) => {
    expect((await mark(person(), "done")).status).toBe(303);
    expect(chooseQuestionState(only())).toBe("done");
    const html = await page(person());
    expect(html).toContain("Reopen");
    const name = person() === ada ? "ada" : "assistant";
    expect(html).toMatch(new RegExp(`>Done</span> <span class="muted">by Name of ${name}, `));
    expect((await mark(person(), "open")).status).toBe(303);
    expect(chooseQuestionState(only())).toBe("waiting");
    expect((await mark(person(), "gone")).status).toBe(400);
  });

  test("stays done when staff add a message, and is open when the student does", async () => {
    await mark(ada, "done");
    await reply(site.assistant, "One more thing.");
    expect(chooseQuestionState(only())).toBe("done");
    await reply(ada, "Oh?");
    expect(chooseQuestionState(only())).toBe("waiting");
  });

  test("of what staff do, the log has an entry without the text; the student's own acts are not in it", async () => {
    await reply(ada, "Please");
    await reply(site.assistant, "Because of the sign.");
    await mark(site.assistant, "done");
    await mark(site.assistant, "done");
    await mark(site.assistant, "open");
    await mark(ada, "done");
    const events = db().select().from(auditEvents).all();
    const mine = events.filter(({ action }) => action.startsWith("question."));
    expect(mine.map(({ action }) => action)).toEqual([
      "question.answer",
      "question.done",
      "question.open",
    ]);
    expect(mine[0]).toMatchObject({
      actorId: site.assistant.userId,
      userId: ada.userId,
      courseId: site.course,
      assignmentId: site.assignment,
      after: { question: only().id, submission },
    });
    expect(JSON.stringify(events)).not.toContain("sign.");
  });
});

describe("nobody else writes", () => {
  const forms = (html: string) => html.match(/action="[^"]*\/questions[^"]*"/g) ?? [];

  test("classmates do not see it; staff reply but do not ask", async () => {
    await ask(ada, "line 1", "Why?");
    expect((await ben.get(`/submissions/${submission}`)).status).toBe(404);
    for (const answer of [
      await ask(ben, "line 2", "x"),
      await reply(ben, "x"),
      await mark(ben, "done"),
    ])
      expect(answer.status).toBe(404);
    expect((await ask(site.assistant, "line 2", "x")).status).toBe(404);
    expect(await page(site.assistant)).not.toContain("Ask about");
    expect(textsOf(only())).toEqual(["Why?"]);
  });

  test("in practice there are no questions", async () => {
    db().update(submissions).set({ isPractice: true }).run();
    expect(forms(await page(ada))).toEqual([]);
    expect((await ask(ada, "whole", "x")).status).toBe(404);
  });

  test("after the course is archived, everything can be read and nothing sent", async () => {
    await ask(ada, "line 1", "Why?");
    archiveCourse(db(), site.instructor.userId, site.course, true);
    for (const person of [ada, site.assistant]) {
      const html = await page(person);
      expect(html).toContain("Why?");
      expect(forms(html)).toEqual([]);
      for (const answer of [await reply(person, "x"), await mark(person, "done")])
        expect(answer.status).toBe(409);
    }
    expect((await ask(ada, "line 2", "x")).status).toBe(409);
    expect(textsOf(only())).toEqual(["Why?"]);
  });

  test("a student who has left the course reads their questions, and staff still answer", async () => {
    await ask(ada, "line 1", "Why?");
    db().delete(enrolments).where(eq(enrolments.userId, ada.userId)).run();
    expect((await reply(site.assistant, "Because.")).status).toBe(303);
    const html = await page(ada);
    expect(html).toContain("Because.");
    expect(forms(html)).toEqual([]);
    for (const answer of [
      await ask(ada, "line 2", "x"),
      await reply(ada, "x"),
      await mark(ada, "done"),
    ])
      expect(answer.status).toBe(404);
  });

  test("staff who view the course as a student see the question without forms", async () => {
    await ask(ada, "line 1", "Why?");
    site.assistant.cookies.set(VIEW_AS_COOKIE, site.course);
    const html = await page(site.assistant);
    expect(html).toContain("Why?");
    expect(forms(html)).toEqual([]);
    expect((await reply(site.assistant, "x")).status).toBe(404);
    // They have not taken the student's news away either.
    site.assistant.cookies.delete(VIEW_AS_COOKIE);
    await reply(site.assistant, "Because.");
    site.assistant.cookies.set(VIEW_AS_COOKIE, site.course);
    await page(site.assistant);
    expect(selectNewAnswers(db(), ada.userId)).toHaveLength(1);
  });
});

describe("new answers", () => {
  test("are on the student's start page until they open the submission", async () => {
    await ask(ada, "case shown several", "Why?");
    await reply(ada, "Really?");
    expect(selectNewAnswers(db(), ada.userId)).toEqual([]);
    await reply(site.assistant, "Because.");
    await reply(site.instructor, "Indeed.");
    await page(site.assistant);
    for (const start of ["/", "/courses"]) {
      const html = await (await ada.get(start)).text();
      expect(html).toContain("Sum · shown · several: 2 new answers");
      expect(html).toContain(`href="/submissions/${submission}#question-${only().id}"`);
    }
    expect(await (await ben.get("/")).text()).not.toContain("new answer");
    expect((await page(ada)).match(/>new</g)).toHaveLength(2);
    expect(await page(ada)).not.toContain(">new<");
    expect(selectNewAnswers(db(), ada.userId)).toEqual([]);
  });
});

describe("while an exam runs", () => {
  test("the student asks about what is shown, and staff answer", async () => {
    const exam = await openExamWorld();
    try {
      const { taker, assistant } = exam;
      const id = exam.addAttempt(exam.exam, taker.userId, {
        share: 0.5,
        report: { groups: [SHOWN_GROUP, { ...HIDDEN_GROUP, cases: [makeFailedCase("secret")] }] },
      });
      const send = (place: string, text: string) =>
        taker.post(`/submissions/${id}/questions`, { place, text });
      expect((await send("case hidden secret", "x")).status).toBe(400);
      expect((await send("group hidden", "How many?")).status).toBe(303);
      const [question] = selectQuestions(exam.site.services.db, id);
      await assistant.post(`/submissions/${id}/questions/${question!.id}/messages`, {
        text: "I cannot tell you now.",
      });
      const html = await (await taker.get(`/submissions/${id}`)).text();
      expect(html).toContain("Question about Hidden tests");
      expect(html).toContain("I cannot tell you now.");
      expect(html).not.toContain("3 of 8");
    } finally {
      exam.close();
    }
  });
});
