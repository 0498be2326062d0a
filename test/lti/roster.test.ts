// Rosters of a platform's course: previewed, applied, repeated at night. Nobody is ever removed.

import fc from "fast-check";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { accounts } from "../../src/db/auth-schema.ts";
import { ltiContexts, ltiPeople, ltiPlatforms } from "../../src/db/lti-schema.ts";
import { courses, enrolments, users } from "../../src/db/schema.ts";
import { applyRoster } from "../../src/lti/roster/apply-roster.ts";
import { selectContexts } from "../../src/lti/roster/select-contexts.ts";
import { chooseMinute, isDue, syncDueRosters } from "../../src/lti/roster/sync-nightly.ts";
import { syncRoster } from "../../src/lti/roster/sync-roster.ts";
import { removeParticipant } from "../../src/membership/change-enrolments.ts";
import { forgetPerson } from "../../src/privacy/forget-person.ts";
import { DAY_MS, HOUR_MS } from "../../src/durations.ts";
import { launchAndOpen } from "../support/lti/launch-in-place.ts";
import {
  INSTRUCTOR,
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { addRosterService, makeStudents, type RosterService } from "../support/lti/roster.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import type { Visitor } from "../support/visitor.ts";
import { anyMember } from "../support/lti/any-member.ts";

let platform: LtiPlatformDouble;
let roster: RosterService;
let site: QuietSite;
let platformId: string;
let teacher: Visitor;
let courseId: string;

beforeAll(async () => {
  platform = await startLtiPlatform();
  roster = addRosterService(platform);
  platform.app.get("/tool-keys", async () => site.app.request("/lti/keys"));
  platform.tool = {
    ...listToolAddresses("http://localhost:3000"),
    keys: `${platform.url}/tool-keys`,
  };
});
afterAll(() => platform.close());

const TEACHER = { user_id: "teacher", name: "Zhang Wei", roles: [INSTRUCTOR] };

beforeEach(async () => {
  site = await openQuietSite();
  platformId = registerPlatform(site.services.db, platform);
  Object.assign(roster, {
    members: [TEACHER, ...makeStudents(3)],
    pageSize: undefined,
    fault: undefined,
    asked: [],
  });
  teacher = site.visit();
  courseId = await link("course-1", "new");
  return () => site.close();
});

/** The teacher comes from a course of the platform and links it. Returns the course's id. */
async function link(contextId: string, course: string): Promise<string> {
  const there = await launchAndOpen(teacher, platform, {
    person: { sub: "teacher", name: "Zhang Wei", roles: [INSTRUCTOR] },
    context: { id: contextId, title: "Machine learning", label: contextId.toUpperCase() },
  });
  const linked = await teacher.post(there.headers.get("location")!, { course, title: "ML" });
  return /^\/courses\/(.*)$/.exec(linked.headers.get("location") ?? "")![1]!;
}

const page = () => `/courses/${courseId}/people/platform`;
const context = (number = 0) => selectContexts(site.services.db, courseId)[number]!;
const press = (what: "preview" | "sync", seen = "") =>
  teacher.post(`${page()}/${context().id}`, { do: what, seen });
const preview = async () => {
  const answer = await press("preview");
  const text = await answer.text();
  return { text, seen: /name="seen" value="([0-9a-f]+)"/.exec(text)?.[1] ?? "" };
};
const sync = async () => press("sync", (await preview()).seen);
const people = () =>
  site.services.db
    .select({
      name: enrolments.rosterName,
      role: enrolments.role,
      section: enrolments.section,
    })
    .from(enrolments)
    .where(eq(enrolments.courseId, courseId))
    .orderBy(enrolments.rosterName)
    .all();
const idOf = (subject: string) =>
  site.services.db.select().from(accounts).where(eq(accounts.accountId, subject)).get()?.userId;
const entries = () =>
  site.services.db.select().from(auditEvents).where(eq(auditEvents.action, "lti.roster")).all();
/** What must be the same after a roster that could not be read. */
const everything = () => {
  const { db } = site.services;
  return JSON.stringify([
    db.select().from(users).all(),
    db.select().from(enrolments).all(),
    db.select().from(ltiPeople).all(),
    db.select().from(auditEvents).all(),
  ]);
};

describe("the first time", () => {
  test("the roster is previewed, and nothing changes before it is confirmed", async () => {
    const before = everything();
    expect(await (await teacher.get(page())).text()).toContain("has not been read yet");
    const { text, seen } = await preview();
    expect(text).toContain("New: 3");
    expect(text).toContain("Student s0002");
    expect(everything()).toBe(before);
    // Without having seen it, a button shows it.
    expect((await press("sync")).status).toBe(200);
    expect(everything()).toBe(before);
    const done = await press("sync", seen);
    expect(done.headers.get("location")).toBe(`${page()}?done=synced`);
    expect(people()).toEqual([
      { name: "Student s0001", role: "student", section: null },
      { name: "Student s0002", role: "student", section: null },
      { name: "Student s0003", role: "student", section: null },
      { name: "Zhang Wei", role: "owner", section: null },
    ]);
    expect(entries()).toMatchObject([
      { courseId, actorId: idOf("teacher"), after: { new: 3, already: 1 } },
    ]);
    expect(await (await teacher.get(page())).text()).toContain("New: 3");
  });

  test("a roster that has changed since the preview is shown again", async () => {
    const { seen } = await preview();
    roster.members = [TEACHER, ...makeStudents(4)];
    const answer = await press("sync", seen);
    expect(await answer.text()).toContain("has changed since the preview");
    expect(people()).toHaveLength(1);
  });
});

describe("people", () => {
  test("who come by a launch later have the account that the roster made", async () => {
    await sync();
    const student = site.visit();
    const there = await launchAndOpen(student, platform, {
      person: { sub: "s0001", roles: [LEARNER] },
    });
    expect(there.headers.get("location")).toBe(`/courses/${courseId}`);
    expect(site.services.db.select().from(users).all()).toHaveLength(4);
  });

  test("whom the platform no longer lists stay, and are shown", async () => {
    await sync();
    roster.members = [TEACHER, ...makeStudents(2)];
    await press("sync");
    expect(people()).toHaveLength(4);
    expect(await (await teacher.get(page())).text()).toContain("No longer listed: 1");
    roster.members = [TEACHER, ...makeStudents(3)];
    const { text } = await preview();
    expect(text).toContain("Listed again: 1");
    await press("sync");
    expect(await (await teacher.get(page())).text()).not.toContain("No longer listed");
  });

  test("whom staff have removed here stay removed", async () => {
    await sync();
    removeParticipant(site.services.db, "actor", courseId, idOf("s0001")!);
    await press("sync");
    expect(people()).toHaveLength(3);
  });

  test("whose account was deleted do not come back with the next roster", async () => {
    await sync();
    const id = idOf("s0001")!;
    forgetPerson(site.services.db, id, id);
    await press("sync");
    expect(idOf("s0001")).toBe(undefined);
    expect(await (await teacher.get(page())).text()).toContain("Account deleted here: 1");
    // They may still come themselves.
    await launchAndOpen(site.visit(), platform, { person: { sub: "s0001", roles: [LEARNER] } });
    expect(idOf("s0001")).not.toBe(undefined);
  });

  test("with the address of an account get no second one, and no way into the first", async () => {
    const known = await site.signUp("li", { email: "s0001@example.edu" });
    await sync();
    expect(idOf("s0001")).toBe(undefined);
    expect(people()).toHaveLength(3);
    expect(await (await teacher.get(page())).text()).toContain("Address of an existing account: 1");
    expect(
      site.services.db.select().from(accounts).where(eq(accounts.userId, known.userId)).all(),
    ).toHaveLength(1);
  });

  test("without a user id are listed, with what to do", async () => {
    roster.members.push({ name: "Ghost" });
    expect((await preview()).text).toContain("Ghost");
    await sync();
    const text = await (await teacher.get(page())).text();
    expect(text).toContain("No user ID: 1");
    expect(text).toContain("let it send user IDs");
  });

  test("of the course whom no platform knows are listed", async () => {
    const outsider = await site.signUp("outsider");
    site.services.db
      .insert(enrolments)
      .values({ courseId, userId: outsider.userId, role: "student", joinedAt: new Date() })
      .run();
    await sync();
    const text = await (await teacher.get(page())).text();
    expect(text).toContain("1 student whom no platform knows");
    expect(text).toContain("Name of outsider");
  });

  test("of several courses of the platform get its label as their section", async () => {
    await sync();
    roster.members = [TEACHER, ...makeStudents(4).slice(3)];
    await link("course-2", courseId);
    const second = selectContexts(site.services.db, courseId).find(
      ({ label }) => label === "COURSE-2",
    )!;
    await syncRoster(site.services.db, second, { actorId: null });
    expect(people().find(({ name }) => name === "Student s0004")?.section).toBe("COURSE-2");
    // Those without one get theirs with their own roster.
    roster.members = [TEACHER, ...makeStudents(3)];
    const first = selectContexts(site.services.db, courseId).find(
      ({ label }) => label === "COURSE-1",
    )!;
    await syncRoster(site.services.db, first, { actorId: null });
    expect(people().map(({ section }) => section)).toEqual([
      "COURSE-1",
      "COURSE-1",
      "COURSE-1",
      "COURSE-2",
      null,
    ]);
  });
});

test("5,000 people in pages of 50 join in one go", async () => {
  roster.members = [TEACHER, ...makeStudents(5000)];
  roster.pageSize = 50;
  await sync();
  expect(people()).toHaveLength(5001);
  await press("sync");
  expect(entries()).toHaveLength(2);
  expect(entries()[1]).toMatchObject({ after: { already: 5001 } });
});

describe("a roster that cannot be read", () => {
  beforeEach(async () => {
    roster.members = [TEACHER, ...makeStudents(149)];
    roster.pageSize = 50;
    await sync();
    roster.members = [TEACHER];
  });
  test.each([
    [{ kind: "status", status: 401, page: 1 }, "does not allow this tool"],
    [{ kind: "status", status: 404, page: 1 }, "no such roster"],
    [{ kind: "status", status: 429, page: 1 }, "too many requests"],
    [{ kind: "status", status: 500, page: 1 }, "internal error"],
    [{ kind: "html", page: 1 }, "is not a roster"],
    [{ kind: "garbage", page: 1 }, "is not a roster"],
    [{ kind: "empty", page: 1 }, "roster is empty"],
    [{ kind: "hangUp", page: 1 }, "did not answer in time"],
    [{ kind: "loop" }, "does not end"],
    [{ kind: "elsewhere", url: "http://127.0.0.1:1/" }, "is on another site"],
  ] as const)("changes nothing and is said: %o", async (fault, words) => {
    roster.fault = fault;
    const before = everything();
    expect((await press("sync")).headers.get("location")).toBe(page());
    expect(everything()).toBe(before);
    const text = await (await teacher.get(page())).text();
    expect(text).toContain("The roster was not updated");
    expect(text).toContain(words);
    roster.fault = undefined;
    await press("sync");
    expect(await (await teacher.get(page())).text()).not.toContain("was not updated");
  });

  test("changes nothing if a later page fails", async () => {
    roster.members = [TEACHER, ...makeStudents(149)].toReversed();
    roster.fault = { kind: "status", status: 500, page: 3 };
    const before = everything();
    await press("sync");
    expect(everything()).toBe(before);
  });

  test("of a removed platform is not asked for", async () => {
    site.services.db.update(ltiPlatforms).set({ removedAt: new Date() }).run();
    roster.asked = [];
    await press("sync");
    expect(roster.asked).toEqual([]);
    expect(await (await teacher.get(page())).text()).toContain("was removed from Gradus");
  });
});

test("one roster is read once at a time", async () => {
  let release = () => {};
  const reading = new Promise<void>((resolve) => (release = resolve));
  let arrived = () => {};
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  roster.before = () => {
    arrived();
    return reading;
  };
  const first = press("preview");
  await asked;
  expect((await press("preview")).status).toBe(409);
  release();
  roster.before = () => Promise.resolve();
  expect((await first).status).toBe(200);
});

test("an archived course reads no roster", async () => {
  await sync();
  site.services.db.update(courses).set({ archivedAt: new Date() }).run();
  roster.asked = [];
  expect((await press("sync")).status).toBe(409);
  expect(await syncDueRosters(site.services.db, "UTC", inTwoDays)).toEqual({ done: 0, failed: 0 });
  expect(roster.asked).toEqual([]);
});

const inTwoDays = () => new Date(Date.now() + 2 * DAY_MS);

describe("at night", () => {
  test("a roster is read once, after staff have confirmed it once", async () => {
    const { db } = site.services;
    expect(await syncDueRosters(db, "UTC", inTwoDays)).toEqual({ done: 0, failed: 0 });
    await sync();
    roster.members.push(...makeStudents(5).slice(3));
    expect(await syncDueRosters(db, "UTC", inTwoDays)).toEqual({ done: 1, failed: 0 });
    expect(people()).toHaveLength(6);
    expect(entries().at(-1)).toMatchObject({ actorId: null, after: { new: 2 } });
    expect(await syncDueRosters(db, "UTC", inTwoDays)).toEqual({ done: 0, failed: 0 });
  });

  test("a failure is stored, and not repeated the whole night", async () => {
    const { db } = site.services;
    await sync();
    roster.fault = { kind: "status", status: 404, page: 1 };
    expect(await syncDueRosters(db, "UTC", inTwoDays)).toEqual({ done: 0, failed: 1 });
    expect(context().rosterError).toBe("404");
    expect(await syncDueRosters(db, "UTC", inTwoDays)).toEqual({ done: 0, failed: 0 });
  });

  test("a night without changes leaves no entry in the log", async () => {
    await sync();
    await syncDueRosters(site.services.db, "UTC", inTwoDays);
    expect(entries()).toHaveLength(1);
  });

  test("each course has its own time between one and five, also in other time zones", () => {
    const minutes = Array.from({ length: 500 }, (_, i) => chooseMinute(`context-${i}`));
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...minutes)).toBeLessThan(300);
    expect(new Set(minutes).size).toBeGreaterThan(100);
    const midnight = Date.parse("2026-11-30T16:00:00Z"); // 00:00 in Shanghai
    const tried = { id: "c", rosterTriedAt: new Date(midnight - 12 * HOUR_MS) };
    expect(isDue(tried, new Date(midnight), "Asia/Shanghai")).toBe(false);
    expect(isDue(tried, new Date(midnight + 5 * HOUR_MS), "Asia/Shanghai")).toBe(true);
    // The server was down for the night, or for a week.
    expect(isDue(tried, new Date(midnight + 15 * HOUR_MS), "Asia/Shanghai")).toBe(true);
    expect(isDue(tried, new Date(midnight + 7 * DAY_MS), "Asia/Shanghai")).toBe(true);
    const done = { id: "c", rosterTriedAt: new Date(midnight + 5 * HOUR_MS) };
    expect(isDue(done, new Date(midnight + 20 * HOUR_MS), "Asia/Shanghai")).toBe(false);
  });
});

test("applying a roster twice changes nothing the second time, and removes nobody", async () => {
  const { db } = site.services;
  await site.signUp("taken", { email: "taken@example.edu" });
  const stored = () =>
    JSON.stringify([
      db.select().from(users).all(),
      db.select().from(enrolments).all(),
      db.select().from(ltiPeople).all(),
    ]);
  const enrolledIds = () =>
    db
      .select({ id: enrolments.userId })
      .from(enrolments)
      .where(eq(enrolments.courseId, courseId))
      .all()
      .map(({ id }) => id);
  const rosterOf = fc.uniqueArray(anyMember, {
    selector: ({ subject }) => subject ?? Symbol("none"),
  });
  fc.assert(
    fc.property(fc.array(rosterOf, { maxLength: 4 }), (rosters) => {
      for (const members of rosters) {
        const before = enrolledIds();
        applyRoster(db, context(), members, { actorId: null });
        expect(enrolledIds()).toEqual(expect.arrayContaining(before));
        const once = stored();
        const { plan } = applyRoster(db, context(), members, { actorId: null });
        expect(stored()).toBe(once);
        for (const { kind } of plan.lines)
          expect(["new", "back", "role", "section"]).not.toContain(kind);
      }
    }),
    { numRuns: 60 },
  );
  expect(db.select().from(ltiContexts).all()).toHaveLength(1);
  expect(platformId).not.toBe("");
});
