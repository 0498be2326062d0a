// The pages of regrades for an instructor, on a site that judges nothing: selecting, refusing, an
// archived course, and marks on old reports.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { assignments, courses } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { versions } from "../../src/db/pack-schema.ts";
import { regrades } from "../../src/db/teaching-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import { judged, OLD } from "../support/regrade-world.ts";
import { submitByForm } from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

let site: QuietSite;
let teacher: Visitor;
let course: string;
beforeEach(async () => {
  site = await openQuietSite();
  const person = await site.signUp("teacher");
  teacher = person;
  course = createCourse(site.services.db, "Course", person.userId);
});
afterEach(() => site.close());

const list = () => `/courses/${course}/regrades`;
const pick = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`pick-${id}`, "1"]));
const open = () => site.services.db.select().from(regrades).all();

/** Pinned to a version that is no longer offered. */
function makeOldAssignment(title: string): string {
  const { db } = site.services;
  db.insert(versions)
    .values({
      hash: OLD,
      packId: "tiny",
      exerciseId: "sum",
      title: { "zh-CN": "求和", en: "Sum" },
      level: 1,
      maxScore: 10,
      keptAt: new Date(0),
    })
    .onConflictDoNothing()
    .run();
  return makeAssignment(db, { courseId: course, versionHash: OLD, title });
}

test("an assignment with newer tests is preselected, others can be selected, and each starts its own regrade", async () => {
  const [old, current] = [
    makeOldAssignment("First"),
    makeAssignment(site.services.db, { courseId: course, title: "Second" }),
  ];
  const removed = makeOldAssignment("Third");
  site.services.db
    .update(assignments)
    .set({ removedAt: new Date() })
    .where(eq(assignments.id, removed))
    .run();
  const page = await (await teacher.get(list())).text();
  expect(page).toMatch(new RegExp(`name="pick-${old}"[^>]* checked`));
  expect(page).not.toMatch(new RegExp(`name="pick-${current}"[^>]* checked`));
  expect(page).not.toContain("Third");

  const answer = await teacher.post(list(), pick(old, current, removed));
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `${list()}#regrades`]);
  const { hash } = site.services.catalogue.find("tiny", "sum")!;
  expect(
    open()
      .map(({ assignmentId, fromHash, toHash }) => ({ assignmentId, fromHash, toHash }))
      .sort((a, b) => a.fromHash.localeCompare(b.fromHash)),
  ).toEqual(
    [
      { assignmentId: old, fromHash: OLD, toHash: hash },
      { assignmentId: current, fromHash: hash, toHash: hash },
    ].sort((a, b) => a.fromHash.localeCompare(b.fromHash)),
  );
  expect(await (await teacher.get(list())).text()).toMatch(
    new RegExp(`name="pick-${old}"[^>]* disabled`),
  );
});

test("an empty selection is reported, and one in progress is refused together with the others selected", async () => {
  const [first, second] = [makeOldAssignment("First"), makeOldAssignment("Second")];
  const none = await teacher.post(list());
  expect([none.status, (await none.text()).includes("Choose at least one assignment.")]).toEqual([
    422,
    true,
  ]);
  await teacher.post(list(), pick(first));
  const refused = await teacher.post(list(), pick(second, first));
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain("A regrade of “First” is already in progress.");
  expect(open()).toHaveLength(1);
  expect(
    site.services.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.action, "regrade.start"))
      .all(),
  ).toHaveLength(1);
});

test("an archived course shows its regrades, and accepts no changes", async () => {
  const assignment = makeOldAssignment("First");
  await teacher.post(list(), pick(assignment));
  const [regrade] = open();
  site.services.db.update(courses).set({ archivedAt: new Date() }).run();
  const page = await (await teacher.get(`${list()}/${regrade!.id}`)).text();
  expect(page).not.toContain("/discard");
  for (const path of [
    list(),
    `${list()}/${regrade!.id}/apply`,
    `${list()}/${regrade!.id}/discard`,
    `${list()}/${regrade!.id}/undo`,
  ])
    expect([
      path,
      (await teacher.post(path, { ...pick(assignment), mode: "all", seen: "" })).status,
    ]).toEqual([path, 409]);
  expect(open()).toEqual([regrade]);
});

test("another course's regrade is 404", async () => {
  await teacher.post(list(), pick(makeOldAssignment("First")));
  const [regrade] = open();
  const other = await site.signUp("other");
  const theirs = createCourse(site.services.db, "Another", other.userId);
  for (const path of ["", "/state"])
    expect((await other.get(`/courses/${theirs}/regrades/${regrade!.id}${path}`)).status).toBe(404);
  expect((await other.post(`/courses/${theirs}/regrades/${regrade!.id}/discard`)).status).toBe(404);
  expect(
    (await teacher.post(`${list()}/${regrade!.id}/apply`, { mode: "some", seen: "" })).status,
  ).toBe(400);
});

test("a report by an earlier version of the tests says so, one by the current version does not", async () => {
  const { db, queue, catalogue } = site.services;
  makeOldAssignment("First");
  const student = await site.signUp("student");
  addEnrolment(db, course, student.userId);
  // The changes of the pin's files are not the subject here.
  const { hash } = catalogue.find("tiny", "sum")!;
  const load = catalogue.loadVersion.bind(catalogue);
  catalogue.loadVersion = (wanted, pack) => load(wanted === OLD ? hash : wanted, pack);
  const offer = catalogue.loadOffer.bind(catalogue);
  catalogue.loadOffer = (wanted, pack) => offer(wanted === OLD ? hash : wanted, pack);
  const mark = "graded with an earlier version of the tests";
  const id = await submitByForm(student, "assigned");
  queue.finish(id, judged(OLD, 5));
  expect(await (await student.get(`/submissions/${id}`)).text()).toContain(mark);
  db.update(submissions).set({ assignmentId: null }).where(eq(submissions.id, id)).run();
  db.update(submissions).set({ versionHash: hash }).where(eq(submissions.id, id)).run();
  db.$client
    .prepare(
      "update gradings set version_hash = ?, report = json_set(report, '$.receipt.exercise', ?)",
    )
    .run(hash, hash);
  expect(await (await student.get(`/submissions/${id}`)).text()).not.toContain(mark);
});
