// npm run bench:gradebook: how long the server takes for the gradebook of 1,000 students and 30
// assignments, with 100,000 and with 1,000,000 submissions stored, and whether its table scrolls
// without long tasks in Chromium. Submissions, gradings and scores are made in bulk and share one
// report.
//
//   data.json         GET /courses/:id/gradebook/data.json, from the request to the last byte
//   bare query        the same score rows read by SQLite's driver, and nothing done with them
//   rows as objects   the same rows through the query builder, one object each, as JSON
//
//   recomputeScores   one student's score, as after each submission; and again in a course that is
//                     linked to a learning platform, where it marks the score to be sent
//
// Nothing here passes or fails. --short: 20,000 submissions, for CI

import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { eq, inArray } from "drizzle-orm";
import { createCourse } from "../../src/membership/create-course.ts";
import type { Db } from "../../src/db/open.ts";
import { assignments } from "../../src/db/schema.ts";
import { exercises } from "../../src/db/pack-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import { scoreAttempts } from "../../src/rules/policy.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { attemptAt } from "../support/attempts.ts";
import { CHROMIUM, openBrowser } from "../support/browser.ts";
import { addContext } from "../support/lti/add-context.ts";
import { makeAssignment, PLAIN_RULES } from "../support/make-assignment.ts";
import { reportOf } from "../support/queue-database.ts";
import { openQuietSite } from "../support/quiet-site.ts";
import { scrollThrough } from "../support/scroll-grid.ts";
import { loadAssets } from "../../src/ui/assets.ts";

const STUDENTS = 1000;
const ASSIGNMENTS = 30;
const REQUESTS = 100;
const GOAL_P95_MS = 100;
const sizes = process.argv.includes("--short") ? [20_000] : [100_000, 1_000_000];

await loadAssets();
for (const size of sizes) await measureWith(size);

async function measureWith(submissionCount: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "gradus-bench-"));
  const site = await openQuietSite({}, {}, undefined, join(folder, "gradus.db"));
  try {
    const { db } = site.services;
    const owner = await site.signUp("owner");
    const course = createCourse(db, "A large course", owner.userId);
    const startedMs = performance.now();
    fill(db, course, submissionCount);
    const path = `/courses/${course}/gradebook`;
    const bytes = (await (await owner.get(`${path}/data.json`)).text()).length;
    console.log(
      "\n" +
        `${STUDENTS} students, ${ASSIGNMENTS} assignments, ${submissionCount} submissions stored ` +
        `(made in ${((performance.now() - startedMs) / 1000).toFixed(0)} s); ` +
        `data.json has ${(bytes / 1000).toFixed(0)} kB\n`,
    );
    const ids = db
      .select({ id: assignments.id })
      .from(assignments)
      .where(eq(assignments.courseId, course))
      .all()
      .map(({ id }) => id);
    const bare = db.$client
      .prepare(
        `select user_id, points, is_late, is_overridden, is_extended, is_kept, waiting
          from scores where assignment_id = ?`,
      )
      .raw();
    const { detail: _, ...columns } = {
      assignmentId: scores.assignmentId,
      userId: scores.userId,
      points: scores.points,
      isLate: scores.isLate,
      isOverridden: scores.isOverridden,
      isExtended: scores.isExtended,
      isKept: scores.isKept,
      waiting: scores.waiting,
      detail: null,
    };
    const rows = {
      "data.json": await measure(
        async () => void (await (await owner.get(`${path}/data.json`)).text()),
      ),
      "bare query": await measure(() => ids.forEach((id) => bare.all(id))),
      "rows as objects": await measure(() =>
        JSON.stringify(
          db.select(columns).from(scores).where(inArray(scores.assignmentId, ids)).all(),
        ),
      ),
    };
    console.log("                    p50 ms     p95 ms      goal for p95");
    for (const [name, { p50Ms, p95Ms }] of Object.entries(rows))
      console.log(
        name.padEnd(16) +
          p50Ms.toFixed(1).padStart(10) +
          p95Ms.toFixed(1).padStart(11) +
          (name === "data.json" ? `${GOAL_P95_MS} ms`.padStart(18) : ""),
      );
    await measureRecomputing(db, course, ids[0]!);
    if (CHROMIUM !== undefined) await scroll(site, owner.cookies, path);
  } finally {
    site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureRecomputing(db: Db, courseId: string, assignmentId: string): Promise<void> {
  const recompute = () =>
    measure(() => {
      // A hundred in one transaction: what is measured is not the disk.
      db.transaction(() => {
        for (let i = 0; i < 100; i++)
          recomputeScores(db, assignmentId, [`user${String(i * 7).padStart(5, "0")}`]);
      });
    });
  await recompute();
  const alone = await recompute();
  const contextId = addContext(db, courseId);
  db.$client
    .prepare(
      `insert into lti_people (context_id, subject, user_id, role, is_test_student, created_at)
      select ?, user_id, user_id, 'student', 0, 0 from enrolments
      where course_id = ? and role = 'student'`,
    )
    .run(contextId, courseId);
  const linked = await recompute();
  console.log(
    `recomputeScores for one student: ${(alone.p50Ms * 10).toFixed(1)} µs; linked to a platform: ` +
      `${(linked.p50Ms * 10).toFixed(1)} µs, ${(linked.p50Ms / alone.p50Ms).toFixed(2)} times as long`,
  );
}

async function scroll(
  site: Awaited<ReturnType<typeof openQuietSite>>,
  cookies: Map<string, string>,
  path: string,
): Promise<void> {
  const server = serve({ fetch: site.app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1280, height: 900 },
    });
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })));
    const page = await context.newPage();
    await page.goto(path);
    await page.waitForSelector(".grid-row[data-index]");
    await page.waitForTimeout(1000);
    const { frames, longTasksMs, slowestFrameMs } = await scrollThrough(page);
    const tasks = longTasksMs.map((ms) => ms.toFixed(0)).join(", ");
    console.log(
      `\nscrolling through all of it: ${frames} frames, ` +
        `${longTasksMs.length} tasks over 50 ms${tasks === "" ? "" : ` (${tasks} ms)`}, ` +
        `slowest frame ${slowestFrameMs.toFixed(0)} ms`,
    );
  } finally {
    await browser.close();
    server.close();
  }
}

/** Rows that differ only in user and time, written by SQLite itself. */
function fill(db: Db, courseId: string, submissionCount: number): void {
  const { hash } = db
    .select({ hash: exercises.hash })
    .from(exercises)
    .where(eq(exercises.id, "sum"))
    .get()!;
  for (let i = 0; i < ASSIGNMENTS; i++)
    makeAssignment(db, {
      id: `assignment${String(i).padStart(2, "0")}`,
      courseId,
      title: `Assignment ${i + 1}`,
      points: 10,
      position: i,
    });
  const report = JSON.stringify(reportOf());
  const detail = JSON.stringify(
    scoreAttempts({
      attempts: [attemptAt(0, 0.8, { id: "s" })],
      rules: PLAIN_RULES,
      extension: null,
      override: null,
      maxPoints: 10,
    }),
  );
  const { $client } = db;
  const counted = (count: number) =>
    `with recursive numbers(i) as (select 0 union all select i + 1 from numbers where i + 1 < ${count})`;
  const user = (i: string) => `printf('user%05d', ${i})`;
  const assignment = (i: string) => `printf('assignment%02d', ${i})`;
  $client.transaction(() => {
    $client.exec(
      `${counted(STUDENTS)}
      insert into users (id, name, email, email_verified, created_at, updated_at)
      select ${user("i")}, printf('Student %d', (i * 7919) % 1000),
        printf('student%d@example.org', i), 0, 0, 0
      from numbers`,
    );
    $client.exec(
      `${counted(STUDENTS)}
      insert into enrolments (course_id, user_id, role, section, joined_at)
      select '${courseId}', ${user("i")}, 'student', printf('Lab %d', i % 8), 0 from numbers`,
    );
    const name = "printf('s%010d', i)";
    $client.exec(`${counted(submissionCount)}
      insert into submissions (id, user_id, pack_id, exercise_id, version_hash, assignment_id,
        attempt, file_name, source, submitted_at, via)
      select ${name}, ${user(`i % ${STUDENTS}`)}, 'tiny', 'sum', '${hash}',
        ${assignment(`(i / ${STUDENTS}) % ${ASSIGNMENTS}`)}, i / ${STUDENTS * ASSIGNMENTS} + 1,
        'submission.ts', 'export const total = 1;', i, 'web'
      from numbers`);
    $client
      .prepare(`${counted(submissionCount)}
      insert into gradings (id, submission_id, version_hash, run_id, seed, engine, verdict,
        score, max_score, report, groups, graded_at)
      select ${name}, ${name}, '${hash}', '', 1, '0', 'accepted', i % 11, 10, ?, '[]', i from numbers`)
      .run(report);
    $client
      .prepare(`${counted(STUDENTS * ASSIGNMENTS)}
      insert into scores (assignment_id, user_id, points, submission_id, attempts, waiting,
        is_late, is_overridden, is_extended, is_kept, detail)
      select ${assignment(`i / ${STUDENTS}`)}, ${user(`i % ${STUDENTS}`)},
        case when i % 13 = 0 then null else (i * 37 % 1001) / 100.0 end, null, 1, i % 97 = 0,
        i % 9 = 0, i % 101 = 0, i % 50 = 0, 0, ?
      from numbers`)
      .run(detail);
  })();
}

async function measure(run: () => unknown): Promise<{ p50Ms: number; p95Ms: number }> {
  const timesMs: number[] = [];
  for (let i = 0; i < REQUESTS + 5; i++) {
    const startedMs = performance.now();
    await run();
    if (i >= 5) timesMs.push(performance.now() - startedMs);
  }
  const sorted = timesMs.toSorted((a, b) => a - b);
  return {
    p50Ms: sorted[Math.floor(REQUESTS * 0.5)]!,
    p95Ms: sorted[Math.floor(REQUESTS * 0.95)]!,
  };
}
