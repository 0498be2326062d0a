// An exercise is withdrawn, and two others replace it: assignments continue, staff read what replaces
// it and are offered no regrade with it, drafts and submissions stay readable.

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { copyTiny, edit } from "../support/packs.ts";
import { judged } from "../support/regrade-world.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

type Person = Awaited<ReturnType<QuietSite["signUp"]>>;

const OLD = "/exercises/tiny/sum";
const SOURCE = "export const sum = '<my draft>';";

let folder: string;
let site: QuietSite;
let teacher: Person;
let student: Person;
let course: string;
let assignment: string;
beforeEach(async () => {
  folder = copyTiny();
  site = await openQuietSite({ packsFolder: folder });
  teacher = await site.signUp("teacher");
  student = await site.signUp("student");
  course = createCourse(site.services.db, "Old course", teacher.userId);
  addEnrolment(site.services.db, course, student.userId, "student");
  assignment = makeAssignment(site.services.db, { courseId: course });
  site.services.db.$client
    .prepare(
      `insert into drafts (user_id, pack_id, exercise_id, source, revision, saved_at)
       values (?, 'tiny', 'sum', ?, 1, 1)`,
    )
    .run(student.userId, SOURCE);
  await student.post(`${OLD}/submissions`, { source: "export const total = 1;" });
});
afterEach(() => site.close());

/** As an operator does who publishes a pack in which two exercises replace one. */
async function split() {
  for (const [i, id] of ["first-sum", "second-sum"].entries()) {
    cpSync(join(folder, "sum"), join(folder, id), { recursive: true });
    const manifest = join(folder, id, "exercise.yaml");
    const text = readFileSync(manifest, "utf8")
      .replace(/^id: .*$/m, `id: ${id}\nreplaces: [sum]`)
      .replace(/^uuid: .*$/m, `uuid: 00000000-0000-4000-8000-00000000000${i}`)
      .replace(/^title: .*$/m, `title: { zh-CN: 求和之${i}, en: "Half ${i}" }`);
    writeFileSync(manifest, text);
  }
  rmSync(join(folder, "sum"), { recursive: true });
  edit(join(folder, "pack.yaml"), /^exercises: .*$/m, "exercises: [first-sum, second-sum]");
  const { packs } = site.services.catalogue;
  expect(packs[0]!.offers.map(({ id }) => id)).toEqual(["sum"]);
  const result = await site.services.publisher.publishAtStart();
  expect(result.problems).toEqual([]);
  expect(result.withdrawn).toEqual(["tiny/sum"]);
}
const read = async (who: Pick<Person, "get">, path: string) => {
  const answer = await who.get(path);
  return { status: answer.status, text: await answer.text() };
};

test("the assignment continues, and its staff read what replaces the exercise", async () => {
  await split();
  const { status, text } = await read(student, `${OLD}?assignment=${assignment}`);
  expect(status).toBe(200);
  expect(text).toContain("&lt;my draft&gt;");
  const list = await read(teacher, `/courses/${course}`);
  expect(list.text).toContain("This exercise is no longer available.");
  for (const half of ["first-sum", "second-sum"])
    expect(list.text).toContain(`href="/exercises/tiny/${half}"`);
  expect((await read(student, `/courses/${course}`)).text).not.toContain("no longer available");
});

test("scores, reports and totals stay as they were", async () => {
  const { db, catalogue, queue } = site.services;
  const { hash } = catalogue.find("tiny", "sum")!;
  const sent = await student.post(`${OLD}/submissions?assignment=${assignment}`, {
    source: "export const total = 2;",
    assignment,
  });
  const submission = /^\/submissions\/([0-9a-z]+)/.exec(sent.headers.get("location") ?? "")![1]!;
  queue.finish(submission, judged(hash, 5));
  const pages = [`/courses/${course}/gradebook/data.json`, `/submissions/${submission}`];
  const before = await Promise.all(pages.map((path) => read(teacher, path)));
  expect(before[0]!.text).toContain('"points":[[50]]');
  expect(before[1]!.text).toContain("wrong");
  await split();
  const after = await Promise.all(pages.map((path) => read(teacher, path)));
  expect(after.map(({ status }) => status)).toEqual([200, 200]);
  const scores = ({ text }: { text: string }) =>
    (({ points, totals }: { points: unknown; totals: unknown }) => ({ points, totals }))(
      JSON.parse(text) as { points: unknown; totals: unknown },
    );
  expect(scores(after[0]!)).toEqual(scores(before[0]!));
  expect(after[1]!.text).toContain("wrong");
  expect((await read(student, `/submissions/${submission}`)).status).toBe(200);
  expect((await read(student, `/courses/${course}`)).text).toContain("50");
  expect((await student.get(`/api/v1/submissions/${submission}`)).status).toBe(200);
  // A submission that was sent before, and is graded only now, is graded by the old tests.
  const waiting = db.$client
    .prepare("select version_hash as hash from submissions where id <> ?")
    .all(submission);
  expect(waiting).toEqual([{ hash }]);
});

test("a regrade with a half is never offered", async () => {
  await split();
  const list = await read(teacher, `/courses/${course}/regrades`);
  expect(list.text).toContain("no longer available");
  expect(list.text).toContain("Half 1");
  expect(list.text).not.toContain("newer tests");
  const { hash } = site.services.catalogue.find("tiny", "first-sum")!;
  expect(list.text).not.toContain(hash.slice(0, 12));
});

test("without an assignment, the page says what replaces it and shows one's own draft", async () => {
  site.services.db.$client.prepare("update assignments set removed_at = 1").run();
  await split();
  const mine = await read(student, OLD);
  expect(mine.status).toBe(410);
  expect(mine.text).toContain("&lt;my draft&gt;");
  expect(mine.text).toContain(`href="${OLD}/submissions"`);
  expect(mine.text).toContain("Half 0");
  const file = await student.get(`${OLD}/draft`);
  expect([file.status, await file.text()]).toEqual([200, SOURCE]);
  const submissions = await read(student, `${OLD}/submissions`);
  expect(submissions.status).toBe(200);

  const others = await read(teacher, OLD);
  expect(others.status).toBe(410);
  expect(others.text).not.toContain("my draft");
  expect(others.text).not.toContain(`href="${OLD}/submissions"`);
  expect((await teacher.get(`${OLD}/draft`)).status).toBe(404);
  const visitor = site.visit();
  expect((await read(visitor, OLD)).status).toBe(410);
  expect((await visitor.get(`${OLD}/draft`)).status).toBe(401);
  expect((await read(visitor, "/exercises/tiny/never")).status).toBe(404);
});
