// One wrong tolerance in a pack, corrected and published: with real slots, exactly the right scores
// change, after a preview, and undoing restores each of them.

import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { selectOptionalAssignment } from "../../src/assignments/assignments.ts";
import { countDone, selectOptionalRegrade } from "../../src/regrades/queries.ts";
import { startRegrades } from "../../src/regrades/start.ts";
import { gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { temporaryFolder } from "../support/packs.ts";
import { openMendedCourse, ROUNDS } from "../support/mended-course.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { makeTextFigure } from "../support/make-report.ts";

let site: TestSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function openCourse(dataFolder?: string) {
  const course = await openMendedCourse(dataFolder);
  site = course.site;
  return course;
}

const seenOf = (page: string) => /name="seen" value="([0-9a-f]*)"/.exec(page)![1]!;
/** A page's rows about students, as text. */
const linesOf = (page: string) =>
  [...page.matchAll(/<tr><th scope="row"><a href="[^"]*">(Student \w+)<\/a>(.*?)<\/tr>/gs)].map(
    ([, name, cells]) =>
      `${name} ${cells!
        .replaceAll(/<[^>]*>/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim()}`,
  );

test("changes exactly the scores that it should, previewed first and undone exactly", async () => {
  const { db, teacher, send, points, rows, mend, regrade, list } = await openCourse();
  expect(points()).toEqual({ ada: 100, ben: 83.3, cam: 83.3, dee: 100, eve: 0 });
  const original = rows();
  const times = db
    .select({ id: submissions.id, at: submissions.submittedAt })
    .from(submissions)
    .all();
  expect(await (await teacher.get(list)).text()).toContain("up to date");
  await mend();
  expect(await (await teacher.get(list)).text()).toContain("newer version");
  const { path, page } = await regrade();

  expect(rows()).toEqual(original);
  expect(page).toContain("2 scores go down");
  expect(page).toContain("3 unchanged");
  const lines = linesOf(page);
  expect(lines.map((line) => line.split(" ").slice(0, 5).join(" "))).toEqual([
    "Student ben 83.3 63.3 −20",
    "Student cam 83.3 70 −13.3",
  ]);
  expect(lines[0]).toContain("attempt 1 · Shown tests: accepted → wrong answer");
  expect(lines[1]).toContain("attempt 2 counts now");
  // Dee's score stays, but the attempt is listed too.
  expect(page).toMatch(/Attempts with a different result but the same score.*Student dee/s);

  // A submission that arrives now is judged by the version that counts, and joins the shadow.
  const late = await send("eve", ROUNDS);
  expect(points()).toMatchObject({ eve: 83.3 });
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(page) })).status).toBe(
    409,
  );
  await expect
    .poll(() => db.select().from(gradings).where(eq(gradings.submissionId, late)).all().length, {
      timeout: 30_000,
    })
    .toBe(2);
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(page) })).status).toBe(
    409,
  );
  const before = rows();
  const again = await (await teacher.get(path)).text();
  expect(linesOf(again)).toHaveLength(3);
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(again) })).status).toBe(
    303,
  );
  expect(points()).toEqual({ ada: 100, ben: 63.3, cam: 70, dee: 100, eve: 63.3 });
  expect(db.select().from(jobs).all()).toEqual([]);
  expect(
    db
      .select({ id: submissions.id, at: submissions.submittedAt })
      .from(submissions)
      .all()
      .filter(({ id }) => id !== late),
  ).toEqual(times);

  // Sent after it, judged by the fixed tests; undone, by those before.
  await send("ada", ROUNDS);
  await send("ben", ROUNDS);
  expect(points()).toMatchObject({ ada: 100, ben: 63.3 });
  const applied = await (await teacher.get(path)).text();
  expect(applied).toContain("2 submissions were made after the regrade");
  expect(linesOf(applied)).toHaveLength(3);
  expect((await teacher.post(`${path}/undo`)).status).toBe(303);
  await expect.poll(() => db.select().from(jobs).all().length, { timeout: 30_000 }).toBe(0);
  expect(points()).toEqual({ ada: 100, ben: 83.3, cam: 83.3, dee: 100, eve: 83.3 });
  const others = (all: unknown[]) =>
    all.filter((row) => ["cam", "dee", "eve"].includes((row as { user_id: string }).user_id));
  expect(others(rows())).toEqual(others(before));
  expect(
    db
      .select()
      .from(auditEvents)
      .all()
      .map(({ action }) => action)
      .filter((action) => action.startsWith("regrade.")),
  ).toEqual(["regrade.start", "regrade.apply", "regrade.undo"]);
  expect(await (await teacher.get(path)).text()).toContain("Scores are as they were before");
});

test("by the same version, a regrade shows that nothing changes", async () => {
  const { db, teacher, rows, regrade, list } = await openCourse();
  const original = rows();
  const { path, page } = await regrade();
  expect(page).toContain("The tests are the same, and all 7 reports are identical.");
  expect(linesOf(page)).toEqual([]);
  expect((await teacher.post(`${path}/apply`, { mode: "all", seen: seenOf(page) })).status).toBe(
    303,
  );
  expect(rows()).toEqual(original);
  expect(await (await teacher.get(list)).text()).toContain("applied");

  // If one report differed, the page would say so.
  const { path: second } = await regrade();
  const id = second.split("/").at(-1)!;
  const one = db.select().from(gradings).where(eq(gradings.runId, id)).get()!;
  db.update(gradings)
    .set({
      report: {
        ...one.report,
        figures: [makeTextFigure("by chance")],
      },
    })
    .where(eq(gradings.id, one.id))
    .run();
  expect(await (await teacher.get(second)).text()).toContain(
    "The tests are the same, but 1 report is different.",
  );
});

test("what a server had not finished, the next one continues by itself", async () => {
  const dataFolder = temporaryFolder();
  const {
    db,
    site: first,
    mend,
    folder,
    course,
    assignment,
    services,
  } = await openCourse(dataFolder);
  await mend();
  const { hash } = services.catalogue.find("tiny", "sum")!;
  // Nothing wakes the shadow for this one, as if the server had ended at that moment.
  const [id] = startRegrades(
    db,
    [{ assignment: selectOptionalAssignment(db, course, assignment)!, offeredHash: hash }],
    "teacher",
    "en",
  );
  await first.close();
  const second = await startSite({ packsFolder: folder, dataFolder });
  site = second;
  await expect
    .poll(() => selectOptionalRegrade(second.services.db, course, id!)?.state, { timeout: 30_000 })
    .toBe("ready");
  expect(countDone(second.services.db, { id: id!, assignmentId: assignment })).toEqual({
    done: 7,
    total: 7,
  });
});
