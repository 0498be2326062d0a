// The audit log: append-only, written in the same transaction as the change it records, readable by
// those who set the rules.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "csv-parse/sync";
import { AUDIT_ACTIONS } from "../../src/db/audit-actions.ts";
import { AUDIT_AREAS } from "../../src/audit/areas.ts";
import { describeChange } from "../../src/audit/describe-change.ts";
import { recordAudit } from "../../src/db/record-audit.ts";
import { users } from "../../src/db/schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { eq } from "drizzle-orm";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

let site: TeachingSite;
let ada: Person;
beforeAll(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  const { db } = site.services;
  const entry = {
    actorId: site.instructor.userId,
    courseId: site.course,
    assignmentId: site.assignment,
    userId: ada.userId,
  };
  recordAudit(
    db,
    { ...entry, action: "override.set", before: { points: 4 }, after: { points: 7.5 } },
    new Date("2026-03-01T10:00:00Z"),
  );
  recordAudit(
    db,
    { ...entry, action: "extension.set", after: { dueAtMs: Date.parse("2026-03-09T12:00:00Z") } },
    new Date("2026-03-02T10:00:00Z"),
  );
  recordAudit(db, { action: "packs.publish", actorId: null }, new Date("2026-03-03T10:00:00Z"));
});
afterAll(() => site.close());

const rowsOf = async (person: Person, query = "") =>
  [
    ...(await (await person.get(`/courses/${site.course}/audit${query}`)).text()).matchAll(
      /<td>(set a score|gave an extension|created the course|published packs)<\/td>/g,
    ),
  ].map((match) => match[1]);

test.each([
  "update audit_events set action = 'course.change'",
  "delete from audit_events",
  "delete from audit_events where id = 1",
  "replace into audit_events (id, at, action) values (1, 0, 'x')",
])("%s: refused by the database", (statement) => {
  const { $client } = site.services.db;
  const before = $client.prepare("select * from audit_events order by id").all();
  expect(() => $client.exec(statement)).toThrow("the audit log cannot be changed");
  expect($client.prepare("select * from audit_events order by id").all()).toEqual(before);
});

test("an entry with an empty actor is refused", () => {
  const { db } = site.services;
  const before = db.select().from(auditEvents).all();
  expect(() => recordAudit(db, { action: "course.change", actorId: "" })).toThrow("actor");
  expect(db.select().from(auditEvents).all()).toEqual(before);
});

test("a change that was rolled back is not in it", () => {
  const { db } = site.services;
  const count = () => db.$client.prepare("select count(*) from audit_events").pluck().get();
  const before = count();
  expect(() =>
    db.transaction((tx) => {
      recordAudit(tx, { action: "course.change", actorId: site.instructor.userId });
      throw new Error("after all not");
    }),
  ).toThrow("after all not");
  expect(count()).toBe(before);
});

describe("the page", () => {
  test("shows a course's own entries, newest first; by area, by person, by day", async () => {
    expect(await rowsOf(site.instructor)).toEqual([
      "gave an extension",
      "set a score",
      "created the course",
    ]);
    expect(await rowsOf(site.instructor, "?area=override")).toEqual(["set a score"]);
    expect(await rowsOf(site.instructor, "?person=ada&from=2026-03-02&until=2026-03-02")).toEqual([
      "gave an extension",
    ]);
    expect(await rowsOf(site.instructor, "?area=nonsense&from=yesterday")).toHaveLength(3);
  });

  test("reports an unknown person, including one from another course", async () => {
    await site.signUp("stranger");
    const answer = await site.instructor.get(`/courses/${site.course}/audit?person=stranger`);
    expect(await answer.text()).toContain("No one has this name");
  });

  test("shows people's current names, and the numbers of deleted users", async () => {
    const html = await (await site.instructor.get(`/courses/${site.course}/audit`)).text();
    expect(html).toContain("Name of ada");
    expect(html).toMatch(/<del>4<\/del> → <ins>7.5<\/ins>/);
  });
});

test("the export contains the same entries, and is safe to open in a spreadsheet", async () => {
  const { db } = site.services;
  db.update(users).set({ name: "=HYPERLINK(1)" }).where(eq(users.id, ada.userId)).run();
  const text = await (
    await site.instructor.get(`/courses/${site.course}/audit/export?area=override`)
  ).text();
  const [row, ...others] = parse(text, { columns: true, bom: true }) as Record<string, string>[];
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    action: "override.set",
    person: ada.userId,
    personName: "'=HYPERLINK(1)",
    before: '{"points":4}',
    after: '{"points":7.5}',
  });
});

test("every action belongs to an area that can be selected", () => {
  expect(
    AUDIT_ACTIONS.filter((action) => !AUDIT_AREAS.some((area) => action.startsWith(`${area}.`))),
  ).toEqual([]);
});

test("a change is described field by field, dates as dates, without unchanged fields", () => {
  const dueAtMs = Date.parse("2026-03-09T12:00:00Z");
  const fields = describeChange(
    { rules: { dueAtMs, counts: "best" }, points: 10, removedAt: null },
    { rules: { dueAtMs: null, counts: "best" }, points: 12, removedAt: "2026-03-09T12:00:00.000Z" },
    "en",
    "UTC",
  );
  expect(fields).toEqual([
    { name: "rules.dueAtMs", before: "Mar 9, 2026, 12:00 PM", after: "–" },
    { name: "points", before: "10", after: "12" },
    { name: "removedAt", before: "–", after: "Mar 9, 2026, 12:00 PM" },
  ]);
});
