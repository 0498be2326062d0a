// The gradebook and the page of one score, for staff and for others; what changes a score, and the
// log's entries.

import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignments, courses, enrolments } from "../../src/db/schema.ts";
import { exercises, versions } from "../../src/db/pack-schema.ts";
import { extensions, scores } from "../../src/db/teaching-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { FLAGS, type GradebookData } from "../../src/gradebook/gradebook-data.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../support/course-world.ts";

const DAY_MS = 24 * 3_600_000;
const PAST_MS = Date.now() - 10 * DAY_MS;

let world: CourseWorld;
let stranger: Person;
beforeAll(async () => {
  world = await openCourseWorld();
  stranger = await world.site.signUp("stranger");
});
afterAll(() => world.site.close());

let position = 0;
const addAssignment = (fields: Parameters<CourseWorld["addAssignment"]>[0]) =>
  world.addAssignment({ points: 10, position: (position += 1), ...fields });
const pathOf = (...parts: string[]) =>
  ["/courses", world.courseId, "gradebook", ...parts].join("/");
const dataOf = async (): Promise<GradebookData> =>
  (await (await world.assistant.get(pathOf("data.json"))).json()) as GradebookData;
const scoreOf = (assignment: string, userId: string) =>
  world.site.services.db
    .select()
    .from(scores)
    .where(and(eq(scores.assignmentId, assignment), eq(scores.userId, userId)))
    .get();
const auditOf = (assignment: string) =>
  world.site.services.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.assignmentId, assignment))
    .all();

describe("data.json", () => {
  test("has a column for each assignment, a row for each student, flags, and totals", async () => {
    const { db } = world.site.services;
    const [ada, ben] = world.students;
    const cem = await world.addMember("student-three", "student");
    const open = addAssignment({ title: "Open", points: 20 });
    const over = addAssignment({
      title: "Over",
      points: 10,
      weight: 3,
      rules: {
        dueAtMs: PAST_MS,
        late: { kind: "deduction", percent: 10, per: "day", floorPercent: 50 },
      },
    });
    const gone = addAssignment({ title: "Gone", removedAt: new Date() });
    world.addAttempt(open, ada.userId, { share: 0.5 });
    world.addAttempt(over, ada.userId, { share: 1, at: new Date(PAST_MS - DAY_MS) });
    world.addAttempt(over, ben.userId, { share: 1, at: new Date(PAST_MS + DAY_MS / 2) });
    world.addAttempt(gone, ben.userId, { share: 1 });
    world.addAttempt(open, ben.userId, { share: null });
    // More time than the others: not over for this student, and so not 0.
    db.insert(extensions)
      .values({
        assignmentId: over,
        userId: cem.userId,
        dueAt: new Date(Date.now() + DAY_MS),
        createdAt: new Date(),
        createdBy: "x",
      })
      .run();
    recomputeScores(db, over, [cem.userId]);

    const { students, assignments: columns, points, flags, totals } = await dataOf();
    const at = (userId: string) => students.ids.indexOf(userId);
    expect(
      columns.map(({ title, isRemoved, isOutdated }) => [title, isRemoved, isOutdated]),
    ).toEqual([
      ["Open", false, false],
      ["Over", false, false],
      ["Gone", true, false],
    ]);
    expect(students.names[at(ada.userId)]).toBe("Name of student-one");
    expect(students.left).toEqual([0, 0, 0]);
    expect([
      points[0]![at(ada.userId)],
      points[1]![at(ada.userId)],
      points[2]![at(ada.userId)],
    ]).toEqual([10, 10, null]);
    expect(flags[1]![at(ben.userId)]! & FLAGS.late).toBe(FLAGS.late);
    expect(flags[0]![at(ben.userId)]! & FLAGS.waiting).toBe(FLAGS.waiting);
    expect(flags[1]![at(cem.userId)]! & FLAGS.extended).toBe(FLAGS.extended);
    // (0.5 × 1 + 1 × 3) / 4; late by a day begun: 90 of 100, the waiting one is left out; nothing
    // that counts.
    expect([totals[at(ada.userId)], totals[at(ben.userId)], totals[at(cem.userId)]]).toEqual([
      87.5,
      90,
      null,
    ]);
    // Without the extension it is over, and counts 0.
    db.delete(extensions).run();
    recomputeScores(db, over, [cem.userId]);
    expect((await dataOf()).totals[at(cem.userId)]).toBe(0);
  });

  test("marks users who have left, and an assignment whose tests have a newer version", async () => {
    const { db } = world.site.services;
    const { hash: versionHash } = db
      .select({ hash: exercises.hash })
      .from(exercises)
      .where(eq(exercises.id, "sum"))
      .get()!;
    const leaver = await world.addMember("leaver", "student");
    const one = addAssignment({ title: "Left behind" });
    world.addAttempt(one, leaver.userId, { share: 1 });
    db.delete(enrolments).where(eq(enrolments.userId, leaver.userId)).run();
    const { students } = await dataOf();
    expect(students.left[students.ids.indexOf(leaver.userId)]).toBe(1);
    const page = await world.assistant.get(pathOf(one, leaver.userId));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("left the course");
    expect(
      (
        await world.instructor.post(pathOf(one, leaver.userId, "override"), {
          points: "1",
          reason: "r",
        })
      ).status,
    ).toBe(404);

    const row = db.select().from(versions).where(eq(versions.hash, versionHash)).get()!;
    db.insert(versions)
      .values({ ...row, hash: "c".repeat(64) })
      .run();
    db.update(exercises)
      .set({ hash: "c".repeat(64) })
      .where(eq(exercises.id, "sum"))
      .run();
    expect(
      (await dataOf()).assignments.filter(({ isOutdated }) => isOutdated).map(({ title }) => title),
    ).toContain("Left behind");
    expect((await dataOf()).assignments.find(({ title }) => title === "Gone")?.isOutdated).toBe(
      false,
    );
    expect(await (await world.instructor.get(pathOf())).text()).toContain(
      "older version of the tests",
    );
    db.update(exercises).set({ hash: versionHash }).where(eq(exercises.id, "sum")).run();
    db.update(assignments).set({ removedAt: new Date() }).where(eq(assignments.id, one)).run();
  });

  test("and the table are 404 for everyone except staff", async () => {
    for (const person of [world.students[0], stranger, world.site.visit()]) {
      for (const path of [pathOf(), pathOf("data.json")])
        expect((await person.get(path)).status).toBe(404);
    }
  });
});

describe("the table without scripts", () => {
  test("searches by name, username and e-mail, ignoring case, filters by section, and is paged", async () => {
    const own = await openCourseWorld();
    const one = own.addAssignment({ title: "A < B" });
    own.addStudent("Name of zoe", { username: "Zoe", section: "Lab 1", email: "zoe@example.org" });
    for (let i = 0; i < 55; i++)
      own.addStudent(`Pupil ${i}`, i % 2 === 0 ? { section: "Lab 9" } : {});
    const see = async (query: string) => {
      const html = await (
        await own.instructor.get(`/courses/${own.courseId}/gradebook${query}`)
      ).text();
      return {
        html,
        rows: html.match(/<th scope="row">/g)?.length ?? 0,
        shown: /id="gradebook-shown"[^>]*>([^<]*)</.exec(html)?.[1],
      };
    };
    const all = await see("");
    expect([all.rows, all.shown]).toEqual([50, "58 of 58 students"]);
    expect(all.html).toContain("A &lt; B");
    expect(all.html).toContain("?page=2");
    expect((await see("?page=2")).rows).toBe(8);
    expect((await see("?page=99")).rows).toBe(8);
    for (const query of ["?q=ZOE", "?q=zoe@EXAMPLE", "?q=name%20of%20zoe", "?q=zoe&section=Lab+1"])
      expect([query, (await see(query)).rows]).toEqual([query, 1]);
    expect((await see("?section=Lab+9")).shown).toBe("28 of 58 students");
    expect((await see("?q=nobody%20such")).html).toContain("No students match.");
    expect(all.html).toContain(`/gradebook/${one}/`);
    own.site.close();
  });
});

describe("a score's page", () => {
  let one: string;
  let student: Person;
  beforeAll(() => {
    one = addAssignment({ title: "By hand" });
    student = world.students[0];
    world.addAttempt(one, student.userId, { share: 0.4, source: "first\n" });
    world.addAttempt(one, student.userId, { share: 0.7, source: "second\n" });
  });
  const cell = (...parts: string[]) => pathOf(one, student.userId, ...parts);

  test("shows where the score comes from, lists attempts, and compares any two", async () => {
    const html = await (await world.assistant.get(cell())).text();
    expect(html).toContain("7: best of 2 attempts");
    expect(html.match(/this one counts/g)).toHaveLength(1);
    const [before, after] = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id!);
    const compared = await (
      await world.assistant.get(`${cell()}?before=${before}&after=${after}`)
    ).text();
    expect(compared).toContain("1 lines added, 1 removed");
    const foreign = world.addAttempt(one, world.students[1].userId, {
      share: 1,
      source: "somebody else's\n",
    });
    expect(
      await (await world.assistant.get(`${cell()}?before=${before}&after=${foreign}`)).text(),
    ).not.toContain("somebody else");
  });

  test("is 404 for students, strangers, people outside the course, and other courses", async () => {
    for (const person of [student, stranger]) expect((await person.get(cell())).status).toBe(404);
    for (const path of [
      pathOf(one, stranger.userId),
      pathOf(one, world.instructor.userId),
      pathOf(one, "nobody"),
      pathOf("nothing", student.userId),
    ])
      expect([path, (await world.instructor.get(path)).status]).toEqual([path, 404]);
    for (const part of ["override", "override/undo", "comments", "comments/x", "comments/x/remove"])
      expect([
        part,
        (await student.post(cell(part), { points: "10", reason: "r", text: "t", override: "x" }))
          .status,
      ]).toEqual([part, 404]);
    expect(scoreOf(one, student.userId)?.points).toBe(7);
  });

  test("accepts points with a reason, reports invalid ones, and restores the previous score", async () => {
    for (const points of ["", "-1", "abc", "20.01", "1e1", "NaN", "8,5", "0x1"]) {
      const answer = await world.assistant.post(cell("override"), { points, reason: "r" });
      expect([points, answer.status]).toEqual([points, 422]);
      expect(await answer.text()).toContain("Enter a number from 0 to 20");
    }
    for (const reason of ["", "   ", "x".repeat(501)])
      expect((await world.assistant.post(cell("override"), { points: "1", reason })).status).toBe(
        422,
      );
    expect(scoreOf(one, student.userId)?.points).toBe(7);

    expect(
      (await world.assistant.post(cell("override"), { points: "8.5", reason: "oral exam" })).status,
    ).toBe(303);
    expect(scoreOf(one, student.userId)).toMatchObject({ points: 8.5, isOverridden: true });
    expect(
      (await world.instructor.post(cell("override"), { points: "20", reason: "bonus" })).status,
    ).toBe(303);
    expect(scoreOf(one, student.userId)?.points).toBe(20);
    const html = await (await world.assistant.get(cell())).text();
    expect(html).toContain("20: set by your instructor: bonus, the attempts alone would give 7");
    expect(html).toContain("oral exam");
    const id = /name="override" value="([^"]+)"/.exec(html)![1]!;
    for (let i = 0; i < 2; i++)
      expect((await world.assistant.post(cell("override/undo"), { override: id })).status).toBe(
        303,
      );
    expect(scoreOf(one, student.userId)?.points).toBe(8.5);
    const next = /name="override" value="([^"]+)"/.exec(
      await (await world.assistant.get(cell())).text(),
    )![1]!;
    await world.assistant.post(cell("override/undo"), { override: next });
    expect(scoreOf(one, student.userId)).toMatchObject({ points: 7, isOverridden: false });
    expect(await (await world.assistant.get(cell())).text()).not.toContain(`name="override"`);
    expect(
      auditOf(one).map(({ action, actorId, userId, before, after }) => [
        action,
        actorId,
        userId,
        (before as { points: number }).points,
        (after as { points: number }).points,
      ]),
    ).toEqual([
      ["override.set", world.assistant.userId, student.userId, 7, 8.5],
      ["override.set", world.instructor.userId, student.userId, 8.5, 20],
      ["override.undo", world.assistant.userId, student.userId, 20, 8.5],
      ["override.undo", world.assistant.userId, student.userId, 8.5, 7],
    ]);
    expect(JSON.stringify(auditOf(one))).not.toContain("oral");
  });

  test("contains comments: written by staff, changed by their writer, removed by the writer or an instructor", async () => {
    for (const text of ["", " \n ", "x".repeat(4001)])
      expect((await world.assistant.post(cell("comments"), { text })).status).toBe(422);
    await world.assistant.post(cell("comments"), { text: "Well done <b>\n第二行" });
    const html = await (await world.assistant.get(cell())).text();
    expect(html).toContain("Well done &lt;b&gt;\n第二行");
    const id = /id="comment-([^"]+)"/.exec(html)![1]!;
    expect((await world.instructor.post(cell("comments", id), { text: "changed" })).status).toBe(
      404,
    );
    expect((await world.assistant.post(cell("comments", id), { text: "changed" })).status).toBe(
      303,
    );
    expect(await (await world.instructor.get(cell())).text()).toMatch(/changed[^]*edited/);
    // On another student's score it is not.
    expect(
      (
        await world.assistant.post(pathOf(one, world.students[1].userId, "comments", id), {
          text: "changed",
        })
      ).status,
    ).toBe(404);
    await world.instructor.post(cell("comments"), { text: "Mine" });
    const mine = [
      ...(await (await world.instructor.get(cell())).text()).matchAll(/id="comment-([^"]+)"/g),
    ]
      .map(([, found]) => found!)
      .find((found) => found !== id)!;
    expect((await world.assistant.post(cell("comments", mine, "remove"))).status).toBe(404);
    expect((await world.instructor.post(cell("comments", id, "remove"))).status).toBe(303);
    expect(await (await world.instructor.get(cell())).text()).not.toContain("changed");
    expect(
      auditOf(one)
        .map(({ action }) => action)
        .slice(-4),
    ).toEqual(["comment.add", "comment.change", "comment.add", "comment.remove"]);
    expect(JSON.stringify(auditOf(one))).not.toContain("Well done");
  });
});

test("an archived course can be read, and not changed", async () => {
  const own = await openCourseWorld();
  const one = own.addAssignment();
  const path = `/courses/${own.courseId}/gradebook/${one}/${own.students[0].userId}`;
  own.site.services.db
    .update(courses)
    .set({ archivedAt: new Date() })
    .where(eq(courses.id, own.courseId))
    .run();
  const page = await own.instructor.get(path);
  expect(page.status).toBe(200);
  expect(await page.text()).not.toContain(`action="${path}`);
  expect((await own.instructor.post(`${path}/override`, { points: "5", reason: "r" })).status).toBe(
    409,
  );
  expect((await own.instructor.post(`${path}/comments`, { text: "t" })).status).toBe(409);
  own.site.close();
});
