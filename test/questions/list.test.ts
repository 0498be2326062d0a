// The list of a course's questions for its staff, and the numbers that lead there.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enrolments } from "../../src/db/schema.ts";
import { countWaiting } from "../../src/questions/count-waiting.ts";
import {
  listQuestions,
  type QuestionFilter,
  QUESTIONS_PER_PAGE,
} from "../../src/questions/list-questions.ts";
import { askQuestion, markAsDone, replyToQuestion } from "../../src/questions/write-question.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { type CourseWorld, openCourseWorld } from "../support/course-world.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 1, 9);
const at = (hours: number) => new Date(START_MS + hours * HOUR_MS);

let world: CourseWorld;
let first: string;
let second: string;
beforeAll(async () => {
  world = await openCourseWorld();
  const { site, students, assistant, courseId } = world;
  const { db } = site.services;
  [first, second] = [
    world.addAssignment({ title: "First" }),
    world.addAssignment({ title: "Second" }),
  ];
  const makeAsker = (assignmentId: string, userId: string) => {
    const id = world.addAttempt(assignmentId, userId, { share: 0.5, source: "a\nb\nc\nd\n" });
    return (place: string, text: string, hours: number) => {
      const questionId = askQuestion(
        db,
        {
          submission: { id, userId },
          assignmentId,
          place,
          title: null,
          actorId: userId,
          text,
        },
        at(hours),
      );
      return { courseId, submissionId: id, questionId, actorId: assistant.userId };
    };
  };
  const one = makeAsker(first, students[0].userId);
  const two = makeAsker(second, students[1].userId);
  const answer = { text: "Yes." };
  one("line 1", "asked second", 2);
  two("line 1", "asked first", 1);
  // Asked before all others; the student waits since the second message.
  const again = one("line 2", "asked early", 0);
  replyToQuestion(db, { ...again, ...answer }, at(3));
  one("line 2", "asked third, again", 4);
  replyToQuestion(db, { ...two("line 2", "answered", 0), ...answer }, at(5));
  markAsDone(db, one("line 3", "done", 0), at(6));
});
afterAll(() => world.site.close());

const texts = (filter: QuestionFilter, assignmentId?: string) =>
  listQuestions(world.site.services.db, {
    courseId: world.courseId,
    filter,
    assignmentId,
    page: 1,
  }).rows.map(({ text }) => text);
const read = async (path: string) => (await world.assistant.get(path)).text();

test("has those who have waited longest first, then the answered, then the done", () => {
  const waiting = ["asked first", "asked second", "asked third, again"];
  expect(texts("open")).toEqual([...waiting, "answered"]);
  expect(texts("done")).toEqual(["done"]);
  expect(texts("all")).toEqual([...waiting, "answered", "done"]);
  expect(texts("all", second)).toEqual(["asked first", "answered"]);
  expect(countWaiting(world.site.services.db, world.courseId)).toBe(3);
});

describe("its page", () => {
  const path = () => `/courses/${world.courseId}/questions`;

  test("names student, assignment, place and text, and links to the place", async () => {
    const html = await read(path());
    expect(html).toContain("4 questions · 3 are waiting for an answer");
    expect(html).toMatch(
      /<a href="\/submissions\/\w+#question-\w+">Second · line 1<\/a>[^]*?Waiting for an answer[^]*?asked first[^]*?Name of student-two[^]*?Lab 2/,
    );
    expect(html).not.toContain(">done<");
    expect(await read(`${path()}?state=done`)).toContain(">done<");
    const some = await read(`${path()}?state=all&assignment=${second}`);
    expect(some).toContain("2 questions · 1 is waiting");
    expect(some).toContain(`<option value="${second}" selected`);
    expect(await read(`${path()}?state=none&assignment=none&page=x`)).toContain("4 questions");
    expect(await read(`${path()}?state=done&assignment=${second}`)).toContain(
      "No questions match.",
    );
  });

  test("names a student who has left the course, without a link to their page", async () => {
    const { db } = world.site.services;
    const { userId } = world.students[1];
    const link = `href="/courses/${world.courseId}/people/${userId}"`;
    expect(await read(path())).toContain(link);
    const isTheirs = eq(enrolments.userId, userId);
    const [seat] = db.select().from(enrolments).where(isTheirs).all();
    db.delete(enrolments).where(isTheirs).run();
    const html = await read(path());
    expect(html).toContain("Name of student-two");
    expect(html).not.toContain(link);
    db.insert(enrolments).values(seat!).run();
  });

  test("shows a student their own questions, of every state, and nobody else's", async () => {
    for (const [i, student] of world.students.entries()) {
      const { $client } = world.site.services.db;
      const texts = (userId: string) =>
        $client
          .prepare<[string], string>(
            `select m.text from questions as q join question_messages as m on m.question_id = q.id
             where q.user_id = ? and m.author_id = q.user_id`,
          )
          .pluck()
          .all(userId);
      const html = await (await student.get(path())).text();
      const count = $client
        .prepare<[string], number>("select count(*) from questions where user_id = ?")
        .pluck()
        .get(student.userId)!;
      expect(count).toBeGreaterThan(0);
      expect(html.match(/class="question-row"/g)).toHaveLength(count);
      expect(html).not.toContain(`Name of student-${["two", "one"][i]}`);
      const shown = Array.from(
        html.matchAll(/class="question-text">([^<]*)</g),
        ([, text]) => text!,
      );
      expect(shown).toHaveLength(count);
      expect(texts(student.userId)).toEqual(expect.arrayContaining(shown));
    }
  });

  test("knows nothing of other courses", async () => {
    const { db } = world.site.services;
    const other = createCourse(db, "Another", world.assistant.userId);
    expect(await read(`/courses/${other}/questions`)).toContain("No questions match.");
    expect(await read(`/courses/${other}/questions?assignment=${first}`)).not.toContain("asked");
  });

  test("is reached from the course, from each assignment, and from the start page", async () => {
    const course = await read(`/courses/${world.courseId}`);
    expect(course).toMatch(/>Questions <span class="badge warn">3<span/);
    expect(course).toContain(`href="${path()}?assignment=${first}"`);
    expect(course).toContain(">2 questions waiting<");
    for (const start of ["/", "/courses"])
      expect(await read(start)).toContain(">3 questions waiting<");
    const [student] = world.students;
    for (const page of ["/", "/courses", `/courses/${world.courseId}`])
      expect(await (await student.get(page)).text()).not.toContain("questions waiting");
  });

  test("has pages if there are many", async () => {
    const { db } = world.site.services;
    const many = world.addAssignment({ title: "Many" });
    const [{ userId }] = world.students;
    const id = world.addAttempt(many, userId, { share: 1 });
    for (let i = 0; i <= QUESTIONS_PER_PAGE; i += 1)
      askQuestion(
        db,
        {
          submission: { id, userId },
          assignmentId: many,
          place: `group g${i}`,
          title: { "zh-CN": `g${i}`, en: `g${i}` },
          actorId: userId,
          text: `number ${i}.`,
        },
        at(i),
      );
    const query = `?state=open&assignment=${many}`;
    const [one, two] = [await read(path() + query), await read(`${path()}${query}&page=2`)];
    expect(one).toContain("number 0.");
    expect(one).not.toContain(`number ${QUESTIONS_PER_PAGE}.`);
    expect(one).toContain(`${query.replaceAll("&", "&amp;")}&amp;page=2"`);
    expect(two).toContain(`number ${QUESTIONS_PER_PAGE}.`);
    expect(two).not.toContain("number 0.");
  });
});
