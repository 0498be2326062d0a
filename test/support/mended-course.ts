// A course whose pack has a wrong tolerance, with students whose attempts are really graded by it;
// the tolerance can be corrected and published.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { createApp } from "../../src/app.tsx";
import { createCourse } from "../../src/membership/create-course.ts";
import { users } from "../../src/db/schema.ts";
import { jobs } from "../../src/db/submission-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { copyTiny, edit, TINY } from "./packs.ts";
import { makeAssignment } from "./make-assignment.ts";
import { PASSWORD } from "./quiet-site.ts";
import { startSite } from "./site.ts";
import { Visitor } from "./visitor.ts";

const example = (path: string) => readFileSync(join(TINY, "sum", "submissions", path), "utf8");
const RIGHT = example("accepted/loop.ts");
export const ROUNDS = example("wrong_answer/rounds.ts");
const SKIPS = example("wrong_answer/skips-the-last.ts");
/** Fails one group, whatever the tolerance: 7 of 10. */
const UP_TO_THREE =
  "export const total = (values: number[]): number => (values.length > 3 ? 0 : values.reduce((a, b) => a + b, 0));\n";
const TOLERANCE = {
  right: `"tolerance":{"rtol":1e-12,"atol":1e-12}`,
  wrong: `"tolerance":{"rtol":1e-12,"atol":0.6}`,
};

/**
 * Attempts, in order. Rounding earns 8.33 of 10 under the wrong tolerance, and 6.33 under the right
 * one.
 */
const WORK: Record<string, string[]> = {
  ada: [RIGHT],
  ben: [ROUNDS],
  // Another attempt becomes the best.
  cam: [ROUNDS, UP_TO_THREE],
  // The result of an attempt that does not count changes.
  dee: [ROUNDS, RIGHT],
  eve: [SKIPS],
};

/** A course by a pack whose tolerance is wrong, with everything graded. */
export async function openMendedCourse(dataFolder?: string) {
  const folder = copyTiny();
  edit(join(folder, "sum", "data", "sample", "shown.json"), TOLERANCE.right, TOLERANCE.wrong);
  const site = await startSite({
    packsFolder: folder,
    ...(dataFolder === undefined ? {} : { dataFolder }),
  });
  const { services } = site;
  const { db, queue, gradeQueue, publisher } = services;
  const app = createApp(services);
  const teacher = new Visitor(app, services.config.publicUrl);
  await teacher.post("/sign-up", {
    name: "Teacher",
    username: "teacher",
    email: "",
    password: PASSWORD,
  });
  const teacherId = db.select().from(users).where(eq(users.username, "teacher")).get()!.id;
  const course = createCourse(db, "Course", teacherId);
  const assignment = makeAssignment(db, { courseId: course });
  const send = async (userId: string, source: string) => {
    const hash = services.catalogue.find("tiny", "sum")!.hash;
    const result = queue.submit({
      userId,
      packId: "tiny",
      exerciseId: "sum",
      assignmentId: assignment,
      submittedAt: new Date(),
      isPractice: false,
      saidToCount: true,
      versionHash: hash,
      fileName: "submission.ts",
      source,
      formKey: null,
      via: "web",
    });
    if (result.kind !== "recorded") throw new Error(result.kind);
    gradeQueue.wake();
    await expect.poll(() => db.select().from(jobs).all().length, { timeout: 30_000 }).toBe(0);
    return result.id;
  };
  for (const [userId, sources] of Object.entries(WORK)) {
    const now = new Date();
    db.insert(users)
      .values({
        id: userId,
        name: `Student ${userId}`,
        email: `${userId}@example.org`,
        createdAt: now,
        updatedAt: now,
      })
      .run();
    addEnrolment(db, course, userId, "student", { joinedAt: now });
    for (const source of sources) await send(userId, source);
  }
  return {
    site,
    folder,
    services,
    db,
    teacher,
    send,
    course,
    assignment,
    list: `/courses/${course}/regrades`,
    points: () =>
      Object.fromEntries(
        db
          .select()
          .from(scores)
          .all()
          .map(({ userId, points }) => [userId, points]),
      ),
    rows: () => db.$client.prepare("select * from scores order by user_id").all(),
    mend: async () => {
      edit(join(folder, "sum", "data", "sample", "shown.json"), TOLERANCE.wrong, TOLERANCE.right);
      expect(await publisher.publishChecked()).toMatchObject({
        kind: "done",
        result: { published: ["tiny/sum"], refused: [] },
      });
    },
    /** Starts one by the page's form; returns its path when the preview is there, and the page. */
    regrade: async () => {
      const started = await teacher.post(`/courses/${course}/regrades`, {
        [`pick-${assignment}`]: "1",
      });
      expect(started.status).toBe(303);
      const path = started.headers.get("location")!;
      await expect
        .poll(
          async () =>
            ((await (await teacher.get(`${path}/state`)).json()) as { state: string }).state,
          { timeout: 30_000 },
        )
        .toBe("ready");
      return { path, page: await (await teacher.get(path)).text() };
    },
  };
}
