// One wrong tolerance in a pack, put right and published: with real slots, exactly the scores change that should, after they were previewed, and
// undoing brings each of them back.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { createApp } from "../../src/app.tsx";
import { createCourse } from "../../src/courses/queries.ts";
import { enrolments, gradings, jobs, submissions, users } from "../../src/db/schema.ts";
import { auditEvents, scores } from "../../src/db/teaching-schema.ts";
import { copyTiny, edit, TINY } from "../support/packs.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { Visitor } from "../support/visitor.ts";

const example = (path: string) => readFileSync(join(TINY, "sum", "submissions", path), "utf8");
const RIGHT = example("accepted/loop.ts");
const ROUNDS = example("wrong_answer/rounds.ts");
const SKIPS = example("wrong_answer/skips-the-last.ts");
/** Fails one group, whatever the tolerance: 7 of 10. */
const UP_TO_THREE = "export const total = (values: number[]): number => (values.length > 3 ? 0 : values.reduce((a, b) => a + b, 0));\n";
const TOLERANCE = { right: `"tolerance":{"rtol":1e-12,"atol":1e-12}`, wrong: `"tolerance":{"rtol":1e-12,"atol":0.6}` };

/** Attempts, in order. Rounding earns 8.33 of 10 under the wrong tolerance, and 6.33 under the right one. */
const WORK: Record<string, string[]> = {
  ada: [RIGHT],
  ben: [ROUNDS],
  // Another attempt becomes the best.
  cam: [ROUNDS, UP_TO_THREE],
  // An attempt that does not count comes to something else.
  dee: [ROUNDS, RIGHT],
  eve: [SKIPS],
};

let site: TestSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

/** A course by a pack whose tolerance is wrong, with everything graded. */
async function openCourse() {
  const folder = copyTiny();
  edit(join(folder, "sum", "data", "sample", "shown.json"), TOLERANCE.right, TOLERANCE.wrong);
  site = await startSite({ packsFolder: folder });
  const { services } = site;
  const { db, queue, gradeQueue, publisher } = services;
  const app = createApp(services);
  const teacher = new Visitor(app, services.config.publicUrl);
  await teacher.post("/sign-up", { name: "Teacher", username: "teacher", email: "", password: "correct horse battery" });
  const teacherId = db.select().from(users).where(eq(users.username, "teacher")).get()!.id;
  const course = createCourse(db, "Course", teacherId);
  const assignment = makeAssignment(db, { courseId: course });
  const send = async (userId: string, source: string) => {
    const hash = services.catalogue.find("tiny", "sum")!.hash;
    const result = queue.submit({ userId, packId: "tiny", exerciseId: "sum", assignmentId: assignment, versionHash: hash, fileName: "submission.ts", source, formKey: null, via: "web" });
    if (result.kind !== "recorded") throw new Error(result.kind);
    gradeQueue.wake();
    await expect.poll(() => db.select().from(jobs).all().length, { timeout: 30_000 }).toBe(0);
    return result.id;
  };
  for (const [userId, sources] of Object.entries(WORK)) {
    const now = new Date();
    db.insert(users).values({ id: userId, name: `Student ${userId}`, email: `${userId}@example.org`, createdAt: now, updatedAt: now }).run();
    db.insert(enrolments).values({ courseId: course, userId, role: "student", joinedAt: now }).run();
    for (const source of sources) await send(userId, source);
  }
  return {
    services, db, teacher, send, course, assignment, queue,
    list: `/courses/${course}/regrades`,
    points: () => Object.fromEntries(db.select().from(scores).all().map(({ userId, points }) => [userId, points])),
    rows: () => db.$client.prepare("select * from scores order by user_id").all(),
    mend: async () => {
      edit(join(folder, "sum", "data", "sample", "shown.json"), TOLERANCE.wrong, TOLERANCE.right);
      expect(await publisher.publishChecked()).toMatchObject({ kind: "done", result: { published: ["tiny/sum"], refused: [] } });
    },
    /** Starts one by the page's form; returns its path once the preview is there, and the page. */
    regrade: async () => {
      const started = await teacher.post(`/courses/${course}/regrades`, { [`pick-${assignment}`]: "1" });
      expect(started.status).toBe(303);
      const path = started.headers.get("location")!;
      await expect.poll(async () => ((await (await teacher.get(`${path}/state`)).json()) as { state: string }).state, { timeout: 30_000 }).toBe("ready");
      return { path, page: await (await teacher.get(path)).text() };
    },
  };
}

const seenOf = (page: string) => /name="seen" value="([0-9a-f]*)"/.exec(page)![1]!;
/** A page's rows about students, as text. */
const linesOf = (page: string) => [...page.matchAll(/<tr><th scope="row"><a href="[^"]*">(Student \w+)<\/a>(.*?)<\/tr>/gs)].map(([, name, cells]) => `${name} ${cells!.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim()}`);

test("changes exactly the scores that it should, previewed first and undone exactly", async () => {
  const { db, teacher, send, points, rows, mend, regrade, list } = await openCourse();
  expect(points()).toEqual({ ada: 100, ben: 83.3, cam: 83.3, dee: 100, eve: 0 });
  const original = rows();
  const times = db.select({ id: submissions.id, at: submissions.submittedAt }).from(submissions).all();
  expect(await (await teacher.get(list)).text()).toContain("up to date");
  await mend();
  expect(await (await teacher.get(list)).text()).toContain("newer version");
  const { path, page } = await regrade();

  expect(rows()).toEqual(original);
  expect(page).toContain("2 students lose");
  expect(page).toContain("3 unchanged");
  const lines = linesOf(page);
  expect(lines.map((line) => line.split(" ").slice(0, 5).join(" "))).toEqual(["Student ben 83.3 63.3 −20", "Student cam 83.3 70 −13.3"]);
  expect(lines[0]).toContain("attempt 1 · Shown tests: accepted → wrong answer");
  expect(lines[1]).toContain("attempt 2 counts now");
  // Of Dee, whose score stays, the attempt is told all the same.
  expect(page).toMatch(/Attempts with another result, but no change of score.*Student dee/s);

  // A submission that comes now is judged by the version that counts, and joins the shadow.
  const late = await send("eve", ROUNDS);
  expect(points()).toMatchObject({ eve: 83.3 });
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(page) })).status).toBe(409);
  await expect.poll(() => db.select().from(gradings).where(eq(gradings.submissionId, late)).all().length, { timeout: 30_000 }).toBe(2);
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(page) })).status).toBe(409);
  const before = rows();
  const again = await (await teacher.get(path)).text();
  expect(linesOf(again)).toHaveLength(3);
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(again) })).status).toBe(303);
  expect(points()).toEqual({ ada: 100, ben: 63.3, cam: 70, dee: 100, eve: 63.3 });
  expect(db.select().from(jobs).all()).toEqual([]);
  expect(db.select({ id: submissions.id, at: submissions.submittedAt }).from(submissions).all().filter(({ id }) => id !== late)).toEqual(times);

  // Sent after it, judged by the mended tests; undone, by those before.
  await send("ada", ROUNDS);
  await send("ben", ROUNDS);
  expect(points()).toMatchObject({ ada: 100, ben: 63.3 });
  const applied = await (await teacher.get(path)).text();
  expect(applied).toContain("2 submissions have come in since");
  expect(linesOf(applied)).toHaveLength(3);
  expect((await teacher.post(`${path}/undo`)).status).toBe(303);
  await expect.poll(() => db.select().from(jobs).all().length, { timeout: 30_000 }).toBe(0);
  expect(points()).toEqual({ ada: 100, ben: 83.3, cam: 83.3, dee: 100, eve: 83.3 });
  const others = (all: unknown[]) => all.filter((row) => ["cam", "dee", "eve"].includes((row as { user_id: string }).user_id));
  expect(others(rows())).toEqual(others(before));
  expect(db.select().from(auditEvents).all().map(({ action }) => action).filter((action) => action.startsWith("regrade."))).toEqual(["regrade.start", "regrade.apply", "regrade.undo"]);
  expect(await (await teacher.get(path)).text()).toContain("scores are what they were before");
});

test("by the same version, a regrade shows that nothing changes", async () => {
  const { db, teacher, rows, regrade, list } = await openCourse();
  const original = rows();
  const { path, page } = await regrade();
  expect(page).toContain("The tests are the same: all 7 reports are exactly what they were.");
  expect(linesOf(page)).toEqual([]);
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(page) })).status).toBe(303);
  expect(rows()).toEqual(original);
  expect(await (await teacher.get(list)).text()).toContain("applied");

  // Were one report another, the page would say so.
  const { path: second } = await regrade();
  const id = second.split("/").at(-1)!;
  const one = db.select().from(gradings).where(eq(gradings.runId, id)).get()!;
  db.update(gradings).set({ report: { ...one.report, figure: { kind: "text", title: { "zh-CN": "图", en: "Figure" }, text: "by chance" } } }).where(eq(gradings.id, one.id)).run();
  expect(await (await teacher.get(second)).text()).toContain("The tests are the same, and yet 1 report is not what it was.");
});
