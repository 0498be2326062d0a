// The calendar at its secret address: whose due times it has, and what anyone else gets.

import ICAL from "ical.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  setExtensions,
  removeExtension,
} from "../../src/courses/assignment-pages/save-extensions.ts";
import { calendarFeeds } from "../../src/db/notice-schema.ts";
import { assignments, courses, enrolments } from "../../src/db/schema.ts";
import { Throttle } from "../../src/http/throttle.ts";
import { createApp } from "../../src/app.tsx";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

const DUE_MS = Date.UTC(2027, 0, 31, 12);
const LATER_MS = Date.UTC(2027, 1, 3, 12);
let site: TeachingSite;
let ada: Person;
beforeEach(async () => {
  site = await openTeachingSite({ dueAtMs: DUE_MS });
  ada = await site.enrol("ada");
});
afterEach(() => site.close());

async function makeAddress(person: Person): Promise<string> {
  const html = await (await person.post("/settings/calendar", {})).text();
  return new URL(/https?:[^<"]*\/calendar\/\w+\.ics/.exec(html)![0]).pathname;
}

async function read(path: string) {
  const answer = await site.visit().get(path);
  const text = await answer.text();
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "text/calendar; charset=utf-8",
  ]);
  return new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents("vevent")
    .map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid,
        atMs: event.startDate.toJSDate().getTime(),
        sequence: event.sequence,
      };
    });
}

const extend = (dueAtMs: number) =>
  setExtensions(
    site.services.db,
    { courseId: site.course, assignmentId: site.assignment, actorId: site.instructor.userId },
    [ada.userId],
    { dueAtMs, extraAttempts: 0 },
    "",
  );

test("has the student's own due time; staff see that of the assignment", async () => {
  const [ofAda, ofStaff] = [await makeAddress(ada), await makeAddress(site.assistant)];
  const [before] = await read(ofAda);
  expect(before).toMatchObject({ atMs: DUE_MS });
  extend(LATER_MS);
  const [after] = await read(ofAda);
  expect(after).toEqual({ uid: before!.uid, atMs: LATER_MS, sequence: before!.sequence + 1 });
  removeExtension(
    site.services.db,
    { courseId: site.course, assignmentId: site.assignment, actorId: site.instructor.userId },
    ada.userId,
  );
  // The number never goes back.
  expect(await read(ofAda)).toEqual([
    { uid: before!.uid, atMs: DUE_MS, sequence: before!.sequence + 2 },
  ]);
  expect(await read(ofStaff)).toEqual([before]);
});

test("has nothing of archived courses, removed assignments and courses that one has left", async () => {
  const { db } = site.services;
  const path = await makeAddress(ada);
  db.update(assignments).set({ removedAt: new Date() }).run();
  expect(await read(path)).toEqual([]);
  db.update(assignments).set({ removedAt: null }).run();
  db.update(courses).set({ archivedAt: new Date() }).run();
  expect(await read(path)).toEqual([]);
  db.update(courses).set({ archivedAt: null }).run();
  expect(await read(path)).toHaveLength(1);
  db.delete(enrolments).run();
  expect(await read(path)).toEqual([]);
});

test("answers 304 for what the reader has", async () => {
  const path = await makeAddress(ada);
  const first = await site.visit().get(path);
  const etag = first.headers.get("etag")!;
  const again = await site.app.request(path, { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  extend(LATER_MS);
  const changed = await site.app.request(path, { headers: { "if-none-match": etag } });
  expect(changed.status).toBe(200);
});

test("a new address ends the old one, and a revoked one is like one that never was", async () => {
  const old = await makeAddress(ada);
  const current = await makeAddress(ada);
  expect((await site.visit().get(old)).status).toBe(404);
  expect(await read(current)).toHaveLength(1);
  await ada.post("/settings/calendar/revoke", {});
  const bodies = [];
  for (const path of [old, current, `/calendar/${"0".repeat(40)}.ics`, "/calendar/x"]) {
    const answer = await site.visit().get(path);
    expect(answer.status).toBe(404);
    const plain = (text: string) =>
      text.replaceAll(encodeURIComponent(path), "PATH").replaceAll(path, "PATH");
    bodies.push(plain(await answer.text()).replaceAll(/[0-9a-z]{10}/g, "ID"));
  }
  expect(new Set(bodies).size).toBe(1);
});

test("the database has no secret, and the address has at least 128 random bits", async () => {
  const path = await makeAddress(ada);
  const secret = /(\w+)\.ics$/.exec(path)![1]!;
  // 32 letters and digits: 5 bits each.
  expect(secret.length * 5).toBeGreaterThanOrEqual(128);
  expect(JSON.stringify(site.services.db.select().from(calendarFeeds).all())).not.toContain(secret);
});

test("guessing ends soon; the owner's own reading does not count", async () => {
  const path = await makeAddress(ada);
  const throttle = new Throttle({ calendarAddress: { times: 3, seconds: 60 } });
  const app = createApp({ ...site.services, throttle });
  for (let i = 0; i < 10; i += 1) expect((await app.request(path)).status).toBe(200);
  for (let i = 0; i < 3; i += 1)
    expect((await app.request(`/calendar/guess${i}`)).status).toBe(404);
  expect((await app.request("/calendar/guess")).status).toBe(429);
});
