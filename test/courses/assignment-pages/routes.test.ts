// Assignments: created, edited by two people at once, ordered, removed; what students see of them;
// and their entries in the audit log.

import { eq } from "drizzle-orm";
import { beforeAll, afterAll, describe, expect, test } from "vitest";
import { NEW_VALUES, type FormValues } from "../../../src/courses/assignment-pages/form-values.ts";
import { setExamDays } from "../../../src/assignments/exam-length.ts";
import { selectCourseAssignments } from "../../../src/assignments/assignments.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { assignments, courses } from "../../../src/db/schema.ts";
import { scores } from "../../../src/db/teaching-schema.ts";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { type CourseWorld, openCourseWorld } from "../../support/course-world.ts";
import { makeAssignment } from "../../support/make-assignment.ts";

let world: CourseWorld;
let root: string;
beforeAll(async () => {
  world = await openCourseWorld({ timeZone: "Asia/Shanghai" });
  root = `/courses/${world.courseId}`;
});
afterAll(() => world.site.close());

const db = () => world.site.services.db;
const typed = (values: Partial<FormValues> = {}): Record<string, string> => ({
  ...NEW_VALUES,
  ...values,
});
const row = (id: string) => db().select().from(assignments).where(eq(assignments.id, id)).get()!;
const pointsOf = (id: string, userId: string) =>
  db()
    .select()
    .from(scores)
    .all()
    .find((score) => score.assignmentId === id && score.userId === userId)?.points;
const eventsOf = (id: string) =>
  db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.assignmentId, id))
    .all()
    .map(({ action, actorId, before, after }) => ({ action, actorId, before, after }));
const DAY = 24 * 3_600_000;

describe("a new assignment", () => {
  test("is created for each chosen exercise, pinned to the offered version, and logged", async () => {
    const page = await (await world.instructor.get(`${root}/assignments/new`)).text();
    expect(page).toContain('name="pick:tiny/sum"');
    expect(page).toContain("China Standard Time");
    const answer = await world.instructor.post(
      `${root}/assignments`,
      typed({
        "pick:tiny/sum": "yes",
        dueAt: "2030-01-01T23:59",
        late: "deduction",
      } as Partial<FormValues>),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${root}?made=1`]);
    const [made] = selectCourseAssignments(db(), world.courseId);
    expect(made).toMatchObject({
      versionHash: world.site.services.catalogue.find("tiny", "sum")!.hash,
      rules: {
        dueAtMs: Date.UTC(2030, 0, 1, 15, 59),
        late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
      },
      points: 100,
    });
    expect(eventsOf(made!.id)).toMatchObject([
      {
        action: "assignment.create",
        actorId: world.instructor.userId,
        after: { exerciseId: "sum", points: 100 },
      },
    ]);
    expect(await (await world.instructor.get(`${root}?made=1`)).text()).toContain(
      "1 assignment was created.",
    );
    db().delete(assignments).where(eq(assignments.id, made!.id)).run();
  });

  test("keeps what was typed if a field is invalid", async () => {
    const answer = await world.instructor.post(
      `${root}/assignments`,
      typed({ opensAt: "2030-01-02T00:00", dueAt: "2030-01-01T00:00", weight: "-2" }),
    );
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const text of [
      "Choose at least one exercise.",
      "The due date must be after the opening time.",
      "Enter a number from 0 to 1000.",
      'value="2030-01-01T00:00"',
      'value="-2"',
      "3 fields need attention",
    ])
      expect(html).toContain(text);
    expect(
      (
        await world.instructor.post(
          `${root}/assignments`,
          typed({ "pick:tiny/none": "yes" } as Partial<FormValues>),
        )
      ).status,
    ).toBe(422);
    expect(selectCourseAssignments(db(), world.courseId)).toEqual([]);
  });
});

describe("an exam", () => {
  const exam = { isExam: "yes", opensAt: "2030-01-01T09:00", dueAt: "2030-01-02T09:00" } as const;
  const make = (more: Record<string, string> = {}) =>
    world.instructor.post(
      `${root}/assignments`,
      typed({ ...exam, "pick:tiny/sum": "yes", ...more } as Partial<FormValues>),
    );
  const madeExams = () =>
    selectCourseAssignments(db(), world.courseId).filter(({ isExam }) => isExam);

  test("is saved after its creator has seen which other courses it affects", async () => {
    const [near, archived, removed] = ["Near <it>", "An archived one", "Taken out"].map((title) =>
      createCourse(db(), title, world.owner.userId),
    ) as [string, string, string];
    makeAssignment(db(), { courseId: near });
    makeAssignment(db(), { courseId: archived });
    makeAssignment(db(), { courseId: removed, removedAt: new Date() });
    db().update(courses).set({ archivedAt: new Date() }).where(eq(courses.id, archived)).run();
    const asked = await make();
    const html = await asked.text();
    expect([asked.status, madeExams()]).toEqual([409, []]);
    expect(html).toContain("This exam affects other courses. Nothing was saved");
    expect(html).toContain("<li>Near &lt;it&gt;</li>");
    for (const text of ["An archived one", "Taken out"]) expect(html).not.toContain(text);
    expect(html).toMatch(/name="isExam"[^>]* checked/);
    expect((await make({ affects: /name="affects" value="([^"]*)"/.exec(html)![1]! })).status).toBe(
      303,
    );
    const [made] = madeExams();
    expect(made).toMatchObject({ isExam: true });

    // Its form lists them from the start; one that was added since is shown first.
    const path = `${root}/assignments/${made!.id}`;
    const form = await (await world.instructor.get(path)).text();
    expect(form).toContain("<li>Near &lt;it&gt;</li>");
    const affects = /name="affects" value="([^"]*)"/.exec(form)![1]!;
    const save = (weight: string, seen: string) =>
      world.instructor.post(
        path,
        typed({
          ...exam,
          weight,
          revision: String(row(made!.id).revision),
          affects: seen,
        } as Partial<FormValues>),
      );
    expect((await save("2", affects)).status).toBe(303);
    makeAssignment(db(), { courseId: createCourse(db(), "Come since", world.owner.userId) });
    const again = await save("3", affects);
    expect([again.status, row(made!.id).weight]).toEqual([409, 2]);
    expect(await again.text()).toContain("<li>Come since</li>");
    db().delete(assignments).run();
  });

  test("lasts seven days at most, or as long as the site owner allows", async () => {
    const long = { dueAt: "2030-01-11T09:00" };
    const refused = await make(long);
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining(
        "An exam can last at most 7 days from its opening. The site owner can allow more.",
      ),
    ]);
    setExamDays(db(), world.owner.userId, 10);
    expect(await (await world.instructor.get(`${root}/assignments/new`)).text()).toContain(
      "An exam can last at most 10 days",
    );
    expect((await make(long)).status).toBe(303);
    db().delete(assignments).run();
  });
});

test("questions to the reference are off until someone allows them, and the log says so", async () => {
  const id = world.addAssignment();
  const path = `${root}/assignments/${id}`;
  const read = async () => (await world.instructor.get(path)).text();
  const isChecked = (html: string) =>
    /<input[^>]*name="mayAskReference"[^>]*>/.exec(html)![0].includes("checked");
  expect([row(id).mayAskReference, isChecked(await read())]).toEqual([false, false]);
  for (const [revision, mayAskReference] of [
    ["1", "yes"],
    ["2", ""],
  ] as const) {
    const answer = await world.instructor.post(
      path,
      typed({ revision, mayAskReference } as Partial<FormValues>),
    );
    expect(answer.status).toBe(303);
    const isOn = mayAskReference === "yes";
    expect([row(id).mayAskReference, isChecked(await read())]).toEqual([isOn, isOn]);
  }
  expect(eventsOf(id)).toMatchObject([
    { before: { mayAskReference: false }, after: { mayAskReference: true } },
    { before: { mayAskReference: true }, after: { mayAskReference: false } },
  ]);
  db().delete(assignments).where(eq(assignments.id, id)).run();
});

describe("two people editing one assignment", () => {
  test("the second sees both versions, and may save anyway", async () => {
    const id = world.addAssignment();
    const path = `${root}/assignments/${id}`;
    const first = await world.instructor.post(
      path,
      typed({ revision: "1", points: "50", announcement: "Read chapter 3" } as Partial<FormValues>),
    );
    expect(first.status).toBe(303);
    const second = await world.owner.post(
      path,
      typed({ revision: "1", weight: "4", title: "Mine" } as Partial<FormValues>),
    );
    const html = await second.text();
    expect(second.status).toBe(409);
    expect(html).toContain("Name of instructor changed this assignment");
    // Field by field: label, mine, stored.
    for (const cells of [
      ["Points", "100", "50"],
      ["Weight", "4", "1"],
      ["Title", "Mine", "–"],
      ["Announcement", "–", "Read chapter 3"],
    ] as const)
      expect(html).toContain(
        `<th scope="row">${cells[0]}</th><td>${cells[1]}</td><td>${cells[2]}</td>`,
      );
    expect(html).toContain('name="revision" value="2"');
    expect(row(id)).toMatchObject({ points: 50, weight: 1, revision: 2, title: null });
    const onPurpose = await world.owner.post(
      path,
      typed({ revision: "2", weight: "4", title: "Mine" } as Partial<FormValues>),
    );
    expect(onPurpose.status).toBe(303);
    expect(row(id)).toMatchObject({
      points: 100,
      weight: 4,
      title: "Mine",
      announcement: "",
      revision: 3,
    });
    expect(eventsOf(id)).toEqual([
      {
        action: "assignment.change",
        actorId: world.instructor.userId,
        before: { points: 100, announcementLength: 0 },
        after: { points: 50, announcementLength: 14 },
      },
      {
        action: "assignment.change",
        actorId: world.owner.userId,
        before: { title: null, points: 50, weight: 1, announcementLength: 14 },
        after: { title: "Mine", points: 100, weight: 4, announcementLength: 0 },
      },
    ]);
  });

  test("an error does not hide the other person's change", async () => {
    const id = world.addAssignment();
    await world.instructor.post(
      `${root}/assignments/${id}`,
      typed({ revision: "1", points: "50" } as Partial<FormValues>),
    );
    const answer = await world.owner.post(
      `${root}/assignments/${id}`,
      typed({ revision: "1", points: "-50" } as Partial<FormValues>),
    );
    const html = await answer.text();
    expect([
      answer.status,
      html.includes("Name of instructor changed"),
      html.includes("Enter a number greater than 0"),
    ]).toEqual([422, true, true]);
  });

  test("saving unchanged values changes nothing", async () => {
    const id = world.addAssignment();
    expect(
      (
        await world.instructor.post(
          `${root}/assignments/${id}`,
          typed({ revision: "1" } as Partial<FormValues>),
        )
      ).headers.get("location"),
    ).toBe(`${root}/assignments/${id}?saved=0`);
    expect([row(id).revision, eventsOf(id)]).toEqual([1, []]);
  });
});

describe("a change to the rules", () => {
  test("recomputes every affected score, and says how many have changed", async () => {
    const dueAtMs = Date.now() - 2 * DAY;
    const id = world.addAssignment({ rules: { dueAtMs: dueAtMs + 3 * DAY } });
    const [one, two] = world.students;
    world.addAttempt(id, one.userId, { share: 0.8, at: new Date(dueAtMs - 1000) });
    world.addAttempt(id, two.userId, { share: 1, at: new Date(dueAtMs + DAY / 2) });
    expect([pointsOf(id, one.userId), pointsOf(id, two.userId)]).toEqual([80, 100]);
    const local = new Date(dueAtMs + 8 * 3_600_000).toISOString().slice(0, 23);
    const answer = await world.instructor.post(
      `${root}/assignments/${id}`,
      typed({ revision: "1", dueAt: local, late: "deduction" } as Partial<FormValues>),
    );
    expect(answer.headers.get("location")).toBe(`${root}/assignments/${id}?saved=1`);
    expect(row(id).rules.dueAtMs).toBe(dueAtMs);
    expect([pointsOf(id, one.userId), pointsOf(id, two.userId)]).toEqual([80, 90]);
    expect(
      await (await world.instructor.get(`${root}/assignments/${id}?saved=1`)).text(),
    ).toContain("Saved. 1 score has changed.");
    expect(await (await two.get(root)).text()).toContain(
      "90: the only attempt, 10% off (1 day late)",
    );
    expect(await (await world.instructor.get(root)).text()).toContain(
      "2 of 2 students have submitted · mean 85",
    );
  });
});

describe("the list", () => {
  test("is in the order that staff choose", async () => {
    db().delete(scores).run();
    db().update(assignments).set({ removedAt: new Date() }).run();
    const [a, b, c] = [1, 2, 3].map((position) =>
      world.addAssignment({ title: `Order ${position}`, position }),
    );
    const order = async () =>
      [...(await (await world.students[0].get(root)).text()).matchAll(/Order (\d)<\/a>/g)]
        .map(([, number]) => number)
        .join("");
    expect(await order()).toBe("123");
    await world.instructor.post(`${root}/assignments/${c}/move`, { direction: "up" });
    expect(await order()).toBe("132");
    await world.instructor.post(`${root}/assignments/${a}/move`, { direction: "up" });
    await world.instructor.post(`${root}/assignments/${b}/move`, { direction: "down" });
    expect(await order()).toBe("132");
    expect(eventsOf(c!)).toMatchObject([
      { action: "assignment.change", before: { position: 3 }, after: { position: 2 } },
    ]);
    expect([eventsOf(a!), eventsOf(b!)]).toEqual([[], []]);
  });

  test("shows a removed assignment, marked, to the students who submitted to it", async () => {
    const id = world.addAssignment({ title: "To be removed" });
    const [one, two] = world.students;
    world.addAttempt(id, one.userId, { share: 0.5 });
    const answer = await world.instructor.post(`${root}/assignments/${id}/remove`);
    expect(await (await world.instructor.get(answer.headers.get("location")!)).text()).toContain(
      "“To be removed” was removed.",
    );
    const seen = await (await one.get(root)).text();
    for (const text of ["To be removed", "removed from the course", "50: the only attempt"])
      expect(seen).toContain(text);
    expect(seen).not.toContain(`assignment=${id}`);
    expect(await (await two.get(root)).text()).not.toContain("To be removed");
    expect(pointsOf(id, one.userId)).toBe(50);
    await world.instructor.post(`${root}/assignments/${id}/restore`);
    await world.instructor.post(`${root}/assignments/${id}/restore`);
    expect(await (await two.get(root)).text()).toContain("To be removed");
    expect(eventsOf(id).map(({ action }) => action)).toEqual([
      "assignment.remove",
      "assignment.restore",
    ]);
  });

  test("shows due times in the course's zone and in the reader's", async () => {
    const id = world.addAssignment({
      title: "Both zones",
      rules: {
        dueAtMs: Date.UTC(2030, 5, 1, 15, 59),
        late: { kind: "deduction", percent: 10, per: "day", floorPercent: 40 },
        attempts: { kind: "limited", count: 3 },
      },
      announcement: "Bring paper",
    });
    const html = await (await world.students[0].get(root)).text();
    for (const text of [
      "due Jun 1, 2030, 11:59 PM (China Standard Time), which is Jun 1, 2030, 3:59 PM for you",
      "3 attempts left",
      "after that 10% off per day, down to 40%",
      "Bring paper",
    ])
      expect(html).toContain(text);
    expect(
      await (await world.students[0].get(`/exercises/tiny/sum?assignment=${id}`)).text(),
    ).toContain(
      "11:59 PM (China Standard Time), which is Jun 1, 2030, 3:59 PM for you · 3 attempts left · after that 10% off per day, down to 40%",
    );
  });
});

test("an archived course cannot be changed", async () => {
  const id = world.addAssignment();
  db().update(courses).set({ archivedAt: new Date() }).where(eq(courses.id, world.courseId)).run();
  for (const path of [
    "",
    `/${id}`,
    `/${id}/move`,
    `/${id}/remove`,
    `/${id}/restore`,
    `/${id}/extensions`,
  ]) {
    expect([
      path,
      (
        await world.instructor.post(`${root}/assignments${path}`, {
          ...typed(),
          direction: "up",
          "pick:tiny/sum": "yes",
        })
      ).status,
    ]).toEqual([path, 409]);
  }
  expect((await world.students[0].get(root)).status).toBe(200);
  expect(await (await world.instructor.get(root)).text()).not.toContain("New assignment");
  db().update(courses).set({ archivedAt: null }).where(eq(courses.id, world.courseId)).run();
});
