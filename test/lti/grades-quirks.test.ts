// What single platforms do differently with columns and scores: each gets its score, once.

import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type LtiFamily,
  ltiLineItems,
  ltiResourceLinks,
  ltiScores,
  ltiSendings,
} from "../../src/db/lti-schema.ts";
import { markContextDue } from "../../src/db/mark-scores-due.ts";
import { DAY_MS, MINUTE_MS } from "../../src/durations.ts";
import { planMerge } from "../../src/manage/merge/plan-merge.ts";
import { mergeAccounts } from "../../src/manage/merge/merge-accounts.ts";
import { type GradeWorld, openGradeWorld } from "../support/lti/grade-world.ts";

let world: GradeWorld;
let student: string;
let homework: string;
async function open(family: LtiFamily): Promise<void> {
  world = await openGradeWorld({ family });
  student = world.students[0].userId;
  homework = world.addAssignment({ title: "Homework" });
}
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

const db = () => world.site.services.db;
const posted = () => world.grades.posted.map(({ score }) => score);
const columns = () => world.grades.lineItems.get("c1") ?? [];
const askedFor = (end: string) => world.grades.asked.filter((one) => one.includes(end)).length;
const SUBMISSION = "https://canvas.instructure.com/lti/submission";

describe("Canvas's limit of attempts", () => {
  const TOO_MANY = "The maximum number of allowed attempts has been reached for this submission";
  const refuseNew = (words: string, times: number) => {
    let count = 0;
    world.grades.fault = (_, path) =>
      path.endsWith("/scores") && (count += 1) <= times
        ? new Response(words, { status: 422 })
        : undefined;
  };

  test("the score is sent without a submission, and counts as sent", async () => {
    await open("canvas");
    refuseNew(TOO_MANY, 1);
    world.addAttempt(homework, student, { share: 0.8 });
    await world.send();
    expect(posted()).toMatchObject([{ scoreGiven: 80, [SUBMISSION]: { new_submission: false } }]);
    expect(db().select().from(ltiScores).get()).toMatchObject({ error: null, dueAt: null });
    markContextDue(db(), world.contextId);
    await world.pass(DAY_MS);
    expect(askedFor("/scores")).toBe(2);
  });

  test("if that is refused too, staff are shown why", async () => {
    await open("canvas");
    refuseNew(TOO_MANY, 2);
    world.addAttempt(homework, student, { share: 0.8 });
    await world.pass(DAY_MS);
    expect(db().select().from(ltiScores).get()).toMatchObject({ error: "422", dueAt: null });
    expect(askedFor("/scores")).toBe(2);
  });

  test("another refusal with the same code is not answered in this way", async () => {
    await open("canvas");
    refuseNew("User not found in course or is not a student", 1);
    world.addAttempt(homework, student, { share: 0.8 });
    await world.pass(DAY_MS);
    expect([askedFor("/scores"), posted()]).toEqual([1, []]);
  });
});

describe("a platform that forgets the resource id", () => {
  const addLink = (id: string) =>
    db()
      .insert(ltiResourceLinks)
      .values({
        contextId: world.contextId,
        resourceLinkId: id,
        assignmentId: homework,
        title: "Homework",
        createdAt: new Date(),
      })
      .run();
  const addColumn = (fields: { resourceId?: string; resourceLinkId?: string }) => {
    const id = `${world.platform.url}/courses/c1/lineitems/5/lineitem?type_id=7`;
    world.grades.lineItems.set("c1", [
      ...columns(),
      { id, label: "Homework", scoreMaximum: 100, ...fields },
    ]);
  };

  test.each([true, false])(
    "gets the score in the column of the one link, if it filters its list: %s",
    async (filters) => {
      await open("other");
      world.grades.filters = filters;
      addLink("link-1");
      addColumn({ resourceLinkId: "link-1" });
      world.addAttempt(homework, student, { share: 0.5 });
      await world.send();
      expect(columns()).toHaveLength(1);
      expect(world.grades.gradeOf(columns()[0]!.id, `at-${student}`)).toBe(50);
    },
  );

  test.each([
    ["of another link", { resourceLinkId: "link-2" }],
    ["of the link, for something else", { resourceLinkId: "link-1", resourceId: "else" }],
  ])("a column %s is not taken", async (_, fields) => {
    await open("other");
    addLink("link-1");
    addColumn(fields);
    world.addAttempt(homework, student, { share: 0.5 });
    await world.send();
    expect(columns()).toHaveLength(2);
    expect(world.gradeOf(homework, student)).toBe(50);
  });

  test("with two links to the assignment, none of their columns is taken", async () => {
    await open("other");
    for (const id of ["link-1", "link-2"]) addLink(id);
    addColumn({ resourceLinkId: "link-1" });
    world.addAttempt(homework, student, { share: 0.5 });
    await world.send();
    expect(columns()).toHaveLength(2);
  });
});

describe("Sakai", () => {
  test("a label that another column has is not used, and does not become it later", async () => {
    await open("sakai");
    const id = `${world.platform.url}/courses/c1/lineitems/9/lineitem?type_id=7`;
    world.grades.lineItems.set("c1", [{ id, label: "Homework", scoreMaximum: 10 }]);
    world.addAttempt(homework, student, { share: 0.5 });
    await world.send();
    world.addAttempt(homework, student, { share: 0.7 });
    await world.pass(MINUTE_MS);
    expect(columns().map(({ label }) => label)).toEqual(["Homework", "Homework (Gradus)"]);
    expect(world.gradeOf(homework, student)).toBe(70);
    expect(askedFor("PUT")).toBe(0);
  });

  test("a label that no column has is used as it is", async () => {
    await open("sakai");
    world.addAttempt(homework, student, { share: 0.5 });
    await world.send();
    expect(columns().map(({ label }) => label)).toEqual(["Homework"]);
  });
});

test.each(["canvas", "moodle"] as const)(
  "a comment that %s changes is not sent again",
  async (family) => {
    await open(family);
    world.grades.answerScore = (score) => ({ ...score, comment: `<p>${score.comment}</p>` });
    world.addAttempt(homework, student, { share: 0.8 });
    await world.send();
    for (let day = 0; day < 3; day += 1) {
      markContextDue(db(), world.contextId);
      await world.pass(DAY_MS);
    }
    expect(posted()).toHaveLength(1);
  },
);

test("a column that a launch has named is used, and none is looked for", async () => {
  await open("moodle");
  const url = `${world.platform.url}/courses/c1/lineitems/5/lineitem?type_id=7`;
  world.grades.lineItems.set("c1", [{ id: url, label: "Mine", scoreMaximum: 20 }]);
  db()
    .insert(ltiLineItems)
    .values({ contextId: world.contextId, assignmentId: homework, url, createdAt: new Date() })
    .run();
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  expect(world.grades.asked).toEqual(["POST /courses/c1/lineitems/5/lineitem/scores?type_id=7"]);
  // The teacher's title and points there stay.
  expect(columns()).toMatchObject([{ label: "Mine", scoreMaximum: 20 }]);
});

test("two accounts that are merged: the platform has the better score for both of its persons", async () => {
  await open("moodle");
  const [, { userId: other }] = world.students;
  world.addAttempt(homework, student, { share: 0.8 });
  world.addAttempt(homework, other, { share: 0.5 });
  await world.send();
  const rows = () =>
    db()
      .select()
      .from(ltiScores)
      .all()
      .map(({ userId, subject }) => [userId, subject]);
  expect(rows()).toHaveLength(2);
  const { hash } = planMerge(db(), other, student)!;
  mergeAccounts(db(), world.owner.userId, { fromId: other, intoId: student, seen: hash });
  await world.pass(MINUTE_MS);
  expect(rows()).toEqual([
    [student, `at-${student}`],
    [student, `at-${other}`],
  ]);
  expect([world.gradeOf(homework, student), world.gradeOf(homework, other)]).toEqual([80, 80]);
  // One with the other's attempt in its explanation, and one with other points; and then no more.
  await world.pass(DAY_MS);
  expect(posted().map(({ scoreGiven }) => scoreGiven)).toEqual([80, 50, 80, 80]);
  const logged = db().select().from(ltiSendings).where(eq(ltiSendings.userId, student)).all();
  expect(logged).toHaveLength(4);
});
