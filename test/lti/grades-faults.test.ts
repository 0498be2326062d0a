// Platforms that are down, refuse, delete, or answer garbage; and servers that stop in the middle.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ltiContexts, ltiLineItems, ltiScores, ltiSendings } from "../../src/db/lti-schema.ts";
import { notices } from "../../src/db/notice-schema.ts";
import { markAllDue, markContextDue, markScoresDue } from "../../src/db/mark-scores-due.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/durations.ts";
import { LINE_ITEM_READ_SCOPE, SCORE_SCOPE } from "../../src/lti/grades/ags.ts";
import { releaseLeases } from "../../src/lti/grades/sending-queue.ts";
import { type GradeWorld, openGradeWorld } from "../support/lti/grade-world.ts";
import type { Fault } from "../support/lti/grades.ts";

let world: GradeWorld;
let student: string;
let other: string;
let homework: string;
beforeEach(async () => {
  world = await openGradeWorld();
  student = world.students[0].userId;
  other = world.students[1].userId;
  homework = world.addAssignment({ title: "Homework" });
});
afterEach(() => world.close());

const db = () => world.site.services.db;
const grade = (userId = student) => world.gradeOf(homework, userId);
const rowOf = (userId = student) =>
  db().select().from(ltiScores).where(eq(ltiScores.userId, userId)).get()!;
const outcomes = () =>
  db()
    .select()
    .from(ltiSendings)
    .all()
    .map(({ outcome }) => outcome);
/** Every request to the scores fails so. */
const failScores = (fault: () => Fault) => {
  world.grades.fault = (_, path) => (path.endsWith("/scores") ? fault() : undefined);
};
const answer = (status: number, text = "", headers: Record<string, string> = {}) =>
  new Response(text, { status, headers });
const heal = () => {
  world.grades.fault = () => undefined;
};

test("a platform that is down for a day gets everything afterwards, once", async () => {
  world.grades.fault = () => "down";
  for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  // The other score waits: it would fail too.
  expect(outcomes()).toEqual(["unreachable"]);
  for (let hour = 0; hour < 24; hour += 1) await world.pass(HOUR_MS);
  expect(outcomes().length).toBeLessThan(60);
  world.addAttempt(homework, student, { share: 0.7 });
  heal();
  await world.pass(6 * HOUR_MS);
  await world.pass(HOUR_MS);
  expect([grade(), grade(other)]).toEqual([70, 50]);
  expect(world.grades.posted).toHaveLength(2);
});

test("a score is tried after 1, 5 and 30 minutes, 2 hours, then every 6 hours for 7 days", async () => {
  failScores(() => answer(500));
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  const waits: number[] = [];
  while (rowOf().dueAt !== null) {
    const waitMs = rowOf().dueAt!.getTime() - Date.now();
    waits.push(waitMs / MINUTE_MS);
    await world.pass(waitMs);
  }
  expect(waits.slice(0, 6)).toEqual([1, 5, 30, 120, 360, 360]);
  expect(waits.reduce((sum, minutes) => sum + minutes)).toBeGreaterThan(7 * 24 * 60);
  expect(rowOf().error).toBe("500");
  // Now the staff hear of it.
  const told = db().select().from(notices).where(eq(notices.kind, "sendingFailed")).all();
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told.map(({ userId }) => userId)).size).toBe(told.length);
  expect(told.map(({ userId }) => userId)).not.toContain(student);
  heal();
  markScoresDue(db(), homework);
  await world.pass(SECOND_MS);
  expect(grade()).toBe(50);
});

test.each([
  ["seconds", () => "90"],
  ["a date", () => new Date(Date.now() + 90_000).toUTCString()],
])("Retry-After in %s is obeyed, by the platform's other scores too", async (_, header) => {
  for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
  failScores(() => answer(429, "slow down", { "retry-after": header() }));
  await world.send();
  heal();
  await world.pass(89 * SECOND_MS);
  expect(world.grades.posted).toEqual([]);
  await world.pass(SECOND_MS);
  expect([grade(), grade(other)]).toEqual([50, 50]);
});

test("Canvas's 403 for too many requests waits; another 403 does not", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  failScores(() => answer(403, "rate", { "x-rate-limit-remaining": "0" }));
  await world.send();
  expect(rowOf()).toMatchObject({ error: "403", dueAt: new Date(Date.now() + MINUTE_MS) });
  failScores(() => answer(403, "no"));
  await world.pass(MINUTE_MS);
  expect(rowOf()).toMatchObject({ error: "403", dueAt: null });
});

test.each([401, 403, 422, 400])("%i stops the score until it changes", async (status) => {
  failScores(() => answer(status, "no"));
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  expect(rowOf()).toMatchObject({ error: String(status), dueAt: null });
  const asked = world.grades.asked.length;
  heal();
  await world.pass(10 * DAY_MS);
  expect(world.grades.asked).toHaveLength(asked);
  world.addAttempt(homework, student, { share: 0.6 });
  await world.send();
  expect(grade()).toBe(60);
});

test("one person whom the platform does not know holds up nobody", async () => {
  world.grades.students.set("c1", new Set([`at-${other}`]));
  for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  expect([rowOf().error, grade(other)]).toEqual(["422", 50]);
});

describe("a score that is later there", () => {
  test("is tried again with a later time", async () => {
    world.addAttempt(homework, student, { share: 0.5 });
    await world.send();
    const [item] = world.grades.lineItems.get("c1")!;
    expect(item).toBeDefined();
    failScores(() => answer(409, "earlier timestamp"));
    world.addAttempt(homework, student, { share: 0.6 });
    await world.pass(MINUTE_MS);
    expect(rowOf().error).toBe("409");
    heal();
    await world.pass(MINUTE_MS);
    expect(grade()).toBe(60);
  });

  test("is not fought for without end; Canvas says so with 400", async () => {
    failScores(() => answer(400, "timestamp is before last updated timestamp"));
    world.addAttempt(homework, student, { share: 0.5 });
    await world.send();
    for (let n = 0; n < 20; n += 1) await world.pass(DAY_MS);
    expect(outcomes()).toEqual(["409", "409", "409", "409"]);
  });
});

test("two changes within a second have times a second apart, in order", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  world.addAttempt(homework, student, { share: 0.6 });
  await world.pass(10);
  expect(grade()).toBe(50);
  await world.pass(SECOND_MS);
  expect(grade()).toBe(60);
  const [first, second] = world.grades.posted.map(({ score }) => Date.parse(score.timestamp));
  expect(second! - first!).toBeGreaterThanOrEqual(1000);
});

test.each(["garbage", "<!doctype html><p>Maintenance"])(
  "a list that is %j is tried again",
  async (text) => {
    world.grades.fault = (method) => (method === "GET" ? answer(200, text) : undefined);
    world.addAttempt(homework, student, { share: 0.5 });
    await world.send();
    expect(rowOf()).toMatchObject({ error: "garbage", dueAt: new Date(Date.now() + MINUTE_MS) });
    heal();
    await world.pass(MINUTE_MS);
    expect(grade()).toBe(50);
  },
);

test.each([401, 403, 404, 410])(
  "a list of columns that answers %i stops the score",
  async (status) => {
    world.grades.fault = (method) => (method === "GET" ? answer(status, "no") : undefined);
    world.addAttempt(homework, student, { share: 0.5 });
    await world.pass(DAY_MS);
    expect(rowOf()).toMatchObject({ error: String(status), dueAt: null, sent: null });
    // No second column is made for want of the first.
    expect(world.grades.asked.filter((one) => one.startsWith("POST"))).toEqual([]);
    heal();
    markScoresDue(db(), homework);
    await world.pass(SECOND_MS);
    expect(grade()).toBe(50);
  },
);

test("a page in place of an answer is no success", async () => {
  failScores(() => answer(200, "<html>Log in</html>", { "content-type": "text/html" }));
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  expect(rowOf()).toMatchObject({ error: "garbage", sent: null });
});

test("an expired token is replaced", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  world.platform.tokens.clear();
  world.addAttempt(homework, student, { share: 0.6 });
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(60);
});

test("a registration that gets no tokens pauses the platform, and goes on when it is repaired", async () => {
  world.platform.scopes.clear();
  for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  expect(outcomes()).toEqual(["token"]);
  for (const scope of world.grades.scopes) world.platform.scopes.add(scope);
  await world.pass(5 * MINUTE_MS);
  expect([grade(), grade(other)]).toEqual([50, 50]);
});

describe("a column that was deleted there", () => {
  beforeEach(async () => {
    for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
    await world.send();
  });

  test("is looked up again once, and not made again behind the teacher's back", async () => {
    world.grades.lineItems.set("c1", []);
    world.addAttempt(homework, student, { share: 0.6 });
    world.grades.asked.length = 0;
    await world.pass(MINUTE_MS);
    expect(world.grades.asked.map((one) => one.split(" ")[0])).toEqual(["POST", "GET"]);
    expect(db().select().from(ltiLineItems).get()!.missingAt).not.toBe(null);
    expect([rowOf().error, rowOf(other).error]).toEqual(["lineItemMissing", "lineItemMissing"]);
    world.addAttempt(homework, student, { share: 0.7 });
    await world.pass(DAY_MS);
    expect(world.grades.lineItems.get("c1")).toEqual([]);
  });

  test("is used under its new address if it has one", async () => {
    const [item] = world.grades.lineItems.get("c1")!;
    item!.id = item!.id.replace("lineitems/1/", "lineitems/99/");
    world.addAttempt(homework, student, { share: 0.6 });
    await world.pass(MINUTE_MS);
    await world.pass(MINUTE_MS);
    expect(grade()).toBe(60);
  });
});

test("with the scope to read only, a column that exists is used, and none is made", async () => {
  db()
    .update(ltiContexts)
    .set({ gradeScopes: [LINE_ITEM_READ_SCOPE, SCORE_SCOPE] })
    .run();
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  expect(rowOf()).toMatchObject({ error: "lineItemScope", dueAt: null });
  const id = `${world.platform.url}/courses/c1/lineitems/5/lineitem?type_id=7`;
  world.grades.lineItems.set("c1", [{ id, label: "x", scoreMaximum: 10, resourceId: homework }]);
  markContextDue(db(), world.contextId);
  await world.send();
  expect(grade()).toBe(50);
  expect(world.grades.lineItems.get("c1")).toMatchObject([{ label: "x", scoreMaximum: 10 }]);
});

test("without the scope for scores nothing is asked", async () => {
  db().update(ltiContexts).set({ gradeScopes: [] }).run();
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  expect(rowOf().error).toBe("scoreScope");
  expect(world.grades.asked).toEqual([]);
});

test("a server that stops in the middle loses nothing and sends nothing twice", async () => {
  const more = Array.from({ length: 6 }, (_, n) => world.addStudent(`Student ${n}`));
  for (const id of more) {
    world.addPerson(world.contextId, id, `at-${id}`);
    world.addAttempt(homework, id, { share: 0.5 });
  }
  // It ends while the third score is on its way.
  let count = 0;
  world.grades.fault = (_, path) => {
    if (path.endsWith("/scores") && (count += 1) === 3) world.sender().stop();
    return undefined;
  };
  await world.send();
  expect(world.grades.posted).toHaveLength(3);
  world.restart();
  releaseLeases(db(), Date.now());
  await world.send();
  expect(world.grades.posted).toHaveLength(6);
  expect(more.map((id) => world.gradeOf(homework, id))).toEqual(more.map(() => 50));
});

test("a change while a score is on its way is sent after it", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  let isFirst = true;
  world.grades.fault = (_, path) => {
    if (path.endsWith("/scores") && isFirst) {
      isFirst = false;
      world.addAttempt(homework, student, { share: 0.9 });
    }
    return undefined;
  };
  await world.send();
  await world.pass(2 * SECOND_MS);
  expect(grade()).toBe(90);
});

test("one request at a time to a platform", async () => {
  for (let n = 0; n < 5; n += 1) {
    const id = world.addStudent(`Student ${n}`);
    world.addPerson(world.contextId, id, `at-${id}`);
    world.addAttempt(homework, id, { share: 0.5 });
  }
  world.sender().wake();
  world.sender().wake();
  await world.send();
  expect(world.grades.mostAtOnce).toBe(1);
  expect(world.grades.posted).toHaveLength(5);
});

test("what no mark has announced is found once a day", async () => {
  const late = world.addStudent("Late");
  world.addAttempt(homework, late, { share: 0.3 });
  world.addPerson(world.contextId, late, `at-${late}`);
  vi.setSystemTime(Date.now() + DAY_MS);
  markAllDue(db());
  await world.send();
  expect(world.gradeOf(homework, late)).toBe(30);
});
