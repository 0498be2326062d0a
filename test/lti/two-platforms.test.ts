// Two platforms beside each other in one course: a person whom both know has their score in both,
// the roster of one says nothing about the people of the other, and a slow one holds up nobody.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { accounts } from "../../src/db/auth-schema.ts";
import { newId } from "../../src/db/id.ts";
import {
  ltiContexts,
  ltiPeople,
  ltiPlatforms,
  ltiScores,
  ltiSendings,
} from "../../src/db/lti-schema.ts";
import { enrolments } from "../../src/db/schema.ts";
import { markContextDue } from "../../src/db/mark-scores-due.ts";
import { DAY_MS, MINUTE_MS } from "../../src/durations.ts";
import { selectContexts } from "../../src/lti/roster/select-contexts.ts";
import { selectGone, selectUnknown } from "../../src/lti/roster/select-course-people.ts";
import { syncRoster } from "../../src/lti/roster/sync-roster.ts";
import { addContext } from "../support/lti/add-context.ts";
import { type GradeWorld, openGradeWorld } from "../support/lti/grade-world.ts";
import { addGradeService, type GradeService } from "../support/lti/grades.ts";
import {
  type LtiPlatformDouble,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { addRosterService, type RosterService } from "../support/lti/roster.ts";

let world: GradeWorld;
let other: LtiPlatformDouble;
let otherGrades: GradeService;
let otherContext: string;
let rosters: { first: RosterService; other: RosterService };
let both: string;
let firstOnly: string;
let homework: string;

beforeEach(async () => {
  world = await openGradeWorld();
  other = await startLtiPlatform();
  other.clientId = "other-client";
  other.tool = world.platform.tool;
  otherGrades = addGradeService(other);
  rosters = { first: addRosterService(world.platform), other: addRosterService(other) };
  const platformId = registerPlatform(db(), other, { name: "Other", family: "canvas" });
  otherContext = addContext(db(), world.courseId, {
    platformId,
    lineItemsUrl: `${other.url}/courses/c9/lineitems?type_id=7`,
    membershipsUrl: rosters.other.urlOf("c9"),
  });
  db()
    .update(ltiContexts)
    .set({ membershipsUrl: rosters.first.urlOf("c1") })
    .where(eq(ltiContexts.id, world.contextId))
    .run();
  both = world.students[0].userId;
  firstOnly = world.students[1].userId;
  // By another id than at the first.
  const now = new Date();
  db()
    .insert(accounts)
    .values({
      id: newId(),
      accountId: "at-other",
      providerId: `lti:${platformId}`,
      userId: both,
      createdAt: now,
      updatedAt: now,
    })
    .run();
  db()
    .insert(ltiPeople)
    .values({
      contextId: otherContext,
      subject: "at-other",
      userId: both,
      role: "student",
      createdAt: now,
    })
    .run();
  homework = world.addAssignment({ title: "Homework" });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
  await other.close();
});

const db = () => world.site.services.db;
const gradeAtOther = () => {
  const [item] = otherGrades.lineItems.get("c9") ?? [];
  return item && otherGrades.gradeOf(item.id, "at-other");
};

test("a person whom both know has their score in both, once", async () => {
  for (const userId of [both, firstOnly]) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  expect([world.gradeOf(homework, both), world.gradeOf(homework, firstOnly)]).toEqual([50, 50]);
  expect(gradeAtOther()).toBe(50);
  await world.pass(DAY_MS);
  expect([world.grades.posted.length, otherGrades.posted.length]).toEqual([2, 1]);
  expect(otherGrades.posted.map(({ score }) => score.userId)).toEqual(["at-other"]);
});

describe("the roster of one", () => {
  const contextOf = (id: string) =>
    selectContexts(db(), world.courseId).find((context) => context.id === id)!;
  const read = (id: string) => syncRoster(db(), contextOf(id), { actorId: world.owner.userId });

  test("does not hide the people of the other, and they keep getting scores there", async () => {
    rosters.first.members = [`at-${both}`, `at-${firstOnly}`].map((user_id) => ({ user_id }));
    rosters.other.members = [{ user_id: "at-other" }];
    await read(world.contextId);
    await read(otherContext);
    // They leave one of the two.
    rosters.first.members = [{ user_id: `at-${firstOnly}` }];
    await read(world.contextId);
    const gone = (id: string) => selectGone(db(), contextOf(id)).map((person) => person.id);
    expect([gone(world.contextId), gone(otherContext)]).toEqual([[both], []]);
    expect(selectUnknown(db(), world.courseId)).toEqual([]);
    const enrolled = db().select().from(enrolments).where(eq(enrolments.userId, both)).all();
    expect(enrolled).toMatchObject([{ role: "student" }]);
    world.addAttempt(homework, both, { share: 0.6 });
    await world.pass(MINUTE_MS);
    expect([world.gradeOf(homework, both), gradeAtOther()]).toEqual([undefined, 60]);
  });
});

test("a platform that answers too late is asked again, has the score once, and holds up nobody", async () => {
  // The limit of each request ends when the test says so.
  const limits: AbortController[] = [];
  vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
    const limit = new AbortController();
    limits.push(limit);
    return limit.signal;
  });
  for (const userId of [both, firstOnly]) world.addAttempt(homework, userId, { share: 0.5 });
  let isLate = true;
  world.grades.fault = (_, path) => (path.endsWith("/scores") && isLate ? "late" : undefined);
  world.sender().wake();
  const isThere = () => otherGrades.posted.length === 1 && world.grades.posted.length === 1;
  await vi.waitUntil(isThere, { timeout: 30_000 });
  expect(gradeAtOther()).toBe(50);
  isLate = false;
  for (const limit of limits) limit.abort();
  await world.sender().settled();
  const logged = () =>
    db()
      .select()
      .from(ltiSendings)
      .where(eq(ltiSendings.contextId, world.contextId))
      .all()
      .map(({ outcome }) => outcome);
  expect(logged()).toEqual(["unreachable"]);
  await world.pass(MINUTE_MS);
  expect(logged()).toEqual(["unreachable", "sent", "sent"]);
  expect([world.gradeOf(homework, both), world.gradeOf(homework, firstOnly)]).toEqual([50, 50]);
  // The one whose answer was lost was sent twice, the second time later.
  const { userId } = world.grades.posted[0]!.score;
  const times = world.grades.posted
    .filter(({ score }) => score.userId === userId)
    .map(({ score }) => Date.parse(score.timestamp));
  expect(times).toHaveLength(2);
  expect(times[1]!).toBeGreaterThan(times[0]!);
  markContextDue(db(), world.contextId);
  await world.pass(DAY_MS);
  expect([world.grades.posted.length, otherGrades.posted.length]).toEqual([3, 1]);
  expect(
    db()
      .select()
      .from(ltiScores)
      .all()
      .every(({ error }) => error === null),
  ).toBe(true);
});

test("a platform that is removed gets nothing, and the other goes on", async () => {
  db()
    .update(ltiPlatforms)
    .set({ removedAt: new Date() })
    .where(eq(ltiPlatforms.id, world.platformId))
    .run();
  world.addAttempt(homework, both, { share: 0.5 });
  await world.send();
  expect([world.grades.asked, gradeAtOther()]).toEqual([[], 50]);
});
