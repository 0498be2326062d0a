// The whole site: a student submits, it is graded, and the platform gets the score, once; also over
// a restart of the server.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { newId } from "../../src/db/id.ts";
import { ltiPeople, ltiScores } from "../../src/db/lti-schema.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { addContext } from "../support/lti/add-context.ts";
import { addGradeService, type GradeService } from "../support/lti/grades.ts";
import {
  listToolAddresses,
  type LtiPlatformDouble,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PATIENT = { timeout: 60_000 };
const RIGHT = `export function total(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
`;
let platform: LtiPlatformDouble;
let grades: GradeService;
let site: TestSite;
let student: MemberSession;
let assignment: string;
const dataFolder = mkdtempSync(join(tmpdir(), "gradus-grades-"));

beforeAll(async () => {
  platform = await startLtiPlatform();
  grades = addGradeService(platform);
  await start();
  const { db } = site.services;
  const teacher = await signUp(site, "teacher");
  student = await signUp(site, "student");
  const course = createCourse(db, "Machine learning", teacher.userId);
  addEnrolment(db, course, student.userId);
  assignment = makeAssignment(db, { courseId: course, title: "Sum" });
  registerPlatform(db, platform, { family: "canvas" });
  const contextId = addContext(db, course, {
    lineItemsUrl: `${platform.url}/courses/c1/lineitems?type_id=7`,
  });
  db.insert(ltiPeople)
    .values({
      contextId,
      subject: newId(),
      userId: student.userId,
      role: "student",
      createdAt: new Date(),
    })
    .run();
}, 120_000);
afterAll(async () => {
  await site?.close(0);
  await platform?.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  site = await startSite({ dataFolder });
  platform.tool = listToolAddresses(site.url);
  await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
}

async function submit(source: string): Promise<void> {
  const answer = await student.ask(`/exercises/tiny/sum/submissions?assignment=${assignment}`, {
    method: "POST",
    body: new URLSearchParams({ source }),
  });
  expect(answer.status).toBe(303);
}

const scored = () => grades.posted.map(({ score }) => score.scoreGiven);
const isSettled = () =>
  site.services.db
    .select()
    .from(ltiScores)
    .all()
    .every(({ dueAt }) => dueAt === null);

test("a submission's score arrives once", async () => {
  await submit(RIGHT);
  await vi.waitUntil(() => scored().includes(100) && isSettled(), PATIENT);
  expect(scored()).toEqual([100]);
  expect(grades.lineItems.get("c1")).toMatchObject([{ label: "Sum", resourceId: assignment }]);
  expect(grades.posted[0]!.score["https://canvas.instructure.com/lti/submission"]).toMatchObject({
    new_submission: true,
    preserve_score: false,
  });
});

test("what the platform could not take arrives after a restart of the server, once", async () => {
  grades.fault = () => "down";
  const { db } = site.services;
  db.$client.exec(`update gradings set score = max_score / 2`);
  recomputeScores(db, assignment);
  await vi.waitUntil(() => db.select().from(ltiScores).get()?.error === "unreachable", PATIENT);
  await site.close(0);
  grades.fault = () => undefined;
  await start();
  await vi.waitUntil(() => scored().length === 2 && isSettled(), PATIENT);
  expect(scored()).toEqual([100, 50]);
  // No new submission: the attempt is the same.
  expect(grades.posted[1]!.score["https://canvas.instructure.com/lti/submission"]).toMatchObject({
    new_submission: false,
  });
}, 120_000);
