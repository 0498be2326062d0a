// Inactive guests are deleted with all their data, and no one else is.

import { count, eq } from "drizzle-orm";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { forgetGuests, forgetGuestsDaily } from "../../src/auth/forget-guests.ts";
import { users } from "../../src/db/schema.ts";
import { hintViews } from "../../src/db/hint-schema.ts";
import { drafts, gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import { sessions, verifications } from "../../src/db/auth-schema.ts";
import { Queue } from "../../src/grading/queue.ts";
import { newSubmission, openQueueDatabase, reportOf } from "../support/queue-database.ts";

const DAY_MS = 24 * 3_600_000;
const NOW = new Date("2026-06-30T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

/**
 * Guests, each with an expired session, a draft, and two graded submissions, all of them `days`
 * old.
 */
function openWithGuests(ids: string[], days = 31) {
  const db = openQueueDatabase(ids);
  db.update(users)
    .set({ isAnonymous: true, createdAt: daysAgo(days) })
    .run();
  const queue = new Queue(db, { now: () => daysAgo(days) });
  for (const userId of ids) {
    for (const source of ["1", "2"]) {
      const sent = queue.submit(newSubmission(userId, { source, submittedAt: daysAgo(days) }));
      if (!("id" in sent)) throw new Error(`not recorded: ${sent.kind}`);
      queue.claim();
      queue.finish(sent.id, reportOf());
    }
    db.insert(drafts)
      .values({
        userId,
        packId: "tiny",
        exerciseId: "sum",
        source: "x",
        revision: 1,
        savedAt: daysAgo(days),
      })
      .run();
    db.insert(hintViews)
      .values({
        userId,
        packId: "tiny",
        exerciseId: "sum",
        exportName: "total",
        step: "nudge",
        openedAt: daysAgo(days),
      })
      .run();
    db.insert(sessions)
      .values({
        id: `s${userId}`,
        token: `t${userId}`,
        userId,
        expiresAt: daysAgo(days - 30),
        createdAt: daysAgo(days),
        updatedAt: daysAgo(days),
      })
      .run();
  }
  return db;
}

const left = (db: ReturnType<typeof openWithGuests>) =>
  db
    .select({ id: users.id })
    .from(users)
    .all()
    .map(({ id }) => id);
const rows = (db: ReturnType<typeof openWithGuests>) =>
  [submissions, gradings, drafts, hintViews, sessions].map(
    (table) => db.select({ n: count() }).from(table).get()!.n,
  );

describe("a guest inactive for more than thirty days", () => {
  test("is deleted with submissions, gradings, drafts, opened hints and sessions", () => {
    const db = openWithGuests(["gone", "here"]);
    db.update(users).set({ isAnonymous: false }).where(eq(users.id, "here")).run();
    expect(rows(db)).toEqual([4, 4, 2, 2, 2]);
    expect(forgetGuests(db, 10, NOW)).toBe(1);
    expect(left(db)).toEqual(["here"]);
    expect(rows(db)).toEqual([2, 2, 1, 1, 1]);
    expect(forgetGuests(db, 10, NOW)).toBe(0);
  });

  test.each<[string, (db: ReturnType<typeof openWithGuests>) => unknown]>([
    [
      "has a valid session",
      (db) =>
        db
          .update(sessions)
          .set({ expiresAt: new Date(NOW.getTime() + 1) })
          .run(),
    ],
    [
      "has edited a draft since",
      (db) =>
        db
          .update(drafts)
          .set({ savedAt: daysAgo(29) })
          .run(),
    ],
    [
      "has submitted since",
      (db) =>
        db
          .update(submissions)
          .set({ submittedAt: daysAgo(29) })
          .run(),
    ],
    [
      "has a waiting submission",
      (db) =>
        new Queue(db, { now: () => daysAgo(31) }).submit(
          newSubmission("guest", { source: "3", submittedAt: daysAgo(31) }),
        ),
    ],
    ["has an account", (db) => db.update(users).set({ isAnonymous: false }).run()],
    [
      "came since",
      (db) =>
        db
          .update(users)
          .set({ createdAt: daysAgo(29) })
          .run(),
    ],
  ])("is not deleted if the guest %s", (_name, change) => {
    const db = openWithGuests(["guest"]);
    change(db);
    const before = rows(db);
    expect(forgetGuests(db, 10, NOW)).toBe(0);
    expect(left(db)).toEqual(["guest"]);
    expect(rows(db)).toEqual(before);
  });
});

test("many guests are deleted in small steps, at the start and again later; after a stop, none are", async () => {
  const ids = Array.from({ length: 25 }, (_, i) => `guest${i}`);
  const db = openWithGuests(ids);
  const steps = new Set<number>();
  const stop = forgetGuestsDaily(db, pino({ level: "silent" }), {
    now: () => NOW,
    atOnce: 10,
    pauseMs: 20,
    eachMs: 60,
  });
  onTestFinished(stop);
  const state = { value: "", createdAt: NOW, updatedAt: NOW };
  for (const [id, seconds] of [
    ["unfinished", -1],
    ["under way", 1],
  ] as const) {
    const expiresAt = new Date(NOW.getTime() + seconds * 1000);
    db.insert(verifications)
      .values({ id, identifier: id, expiresAt, ...state })
      .run();
  }
  await expect.poll(() => steps.add(left(db).length) && left(db), { interval: 2 }).toEqual([]);
  expect([...steps]).toEqual(expect.arrayContaining([15, 5]));
  expect(
    db
      .select()
      .from(verifications)
      .all()
      .map(({ id }) => id),
  ).toEqual(["under way"]);
  const again = (id: string) =>
    db
      .insert(users)
      .values({
        id,
        name: "",
        email: `${id}@example.org`,
        isAnonymous: true,
        createdAt: daysAgo(40),
        updatedAt: daysAgo(40),
      })
      .run();
  again("tomorrow");
  await expect.poll(() => left(db)).toEqual([]);
  stop();
  again("never");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(left(db)).toEqual(["never"]);
  expect(db.select().from(jobs).all()).toEqual([]);
});
