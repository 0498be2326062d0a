// Pages while an exam runs on an exercise: for those who take it, for others (other courses,
// practice, guests), and for staff; and after it is over while hidden tests are still to be graded.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Grader, GradeRequest } from "../../grader/index.ts";
import type { GroupReport, Report } from "../../grader/doors/reports.ts";
import { newId } from "../../src/db/id.ts";
import { assignments } from "../../src/db/schema.ts";
import { gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import { exercises, packs } from "../../src/db/pack-schema.ts";
import { letCount } from "../../src/gradebook/let-count.ts";
import { collectData } from "../../src/privacy/collect-data.ts";
import { asVisibleReport, joinReports } from "../../src/grading/exam-report.ts";
import { isUnderExam } from "../../src/assignments/exams.ts";
import { ApiClient } from "../support/api-client.ts";
import { addToken } from "../support/add-token.ts";
import type { Person } from "../support/course-world.ts";
import {
  EXAM_END_MS,
  EXAM_START_MS,
  type ExamWorld,
  HIDDEN_GROUP,
  openExamWorld,
  SHOWN_GROUP,
} from "../support/exam-world.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { reportOf } from "../support/queue-database.ts";
import type { Visitor } from "../support/visitor.ts";

const SOURCE = "export const total = () => 0; // mine\n";
let world: ExamWorld;
let taker: Person;
let exam: string;
beforeEach(async () => {
  world = await openExamWorld({ attempts: { kind: "limited", count: 3 } });
  ({ taker, exam } = world);
});
afterEach(() => world.close());

const db = () => world.site.services.db;
const text = async (visitor: Visitor, path: string) => (await visitor.get(path)).text();
const send = async (visitor: Visitor, assignment = "") => {
  const answer = await visitor.post(
    `/exercises/tiny/sum/submissions${assignment === "" ? "" : `?assignment=${assignment}`}`,
    { source: SOURCE },
  );
  expect(answer.status).toBe(303);
  return answer.headers.get("location")!.split("/").at(-1)!;
};
const report = (groups: GroupReport[]): Report => {
  const { hash: exercise } = world.site.services.catalogue.find("tiny", "sum")!;
  return reportOf({
    verdict: groups.every(({ verdict }) => verdict === "accepted") ? "accepted" : "wrong-answer",
    score: groups.reduce((sum, { score }) => sum + score, 0),
    maxScore: groups.reduce((sum, { points }) => sum + points, 0),
    groups,
    receipt: { ...reportOf().receipt, exercise },
  });
};
const groups = [SHOWN_GROUP, HIDDEN_GROUP].map(({ id, title, points, needs, visible }) => ({
  manifest: { id, title, points, needs },
  visible,
})) as unknown as Parameters<typeof asVisibleReport>[1];
const visible = () => asVisibleReport(report([SHOWN_GROUP]), groups);
/** Step 1, and optionally step 2. */
const grade = (id: string, { isWhole = false } = {}) => {
  const { queue, progress } = world.site.services;
  if (!isWhole) {
    expect(queue.claim()?.submissionId).toBe(id);
    queue.keepVisible(id, visible());
  } else {
    expect(queue.claimHidden(queue.hiddenExercises())?.submissionId).toBe(id);
    queue.finish(id, joinReports(visible(), report([SHOWN_GROUP, HIDDEN_GROUP])));
  }
  progress.end(id);
};

describe("during an exam on the exercise", () => {
  test("guests, those who practise and other courses see before they submit what is hidden, and until when", async () => {
    const { other } = world;
    const course = world.addOtherCourse({ timeZone: "Asia/Shanghai" });
    const homework = makeAssignment(db(), { courseId: course });
    const note = (date: string) =>
      `An exam on this exercise runs until ${date}. Until then, results of hidden tests are not shown, and you can submit once every 20 seconds.`;
    const inUtc = "Dec 1, 2026, 11:00 AM";
    expect(await text(world.site.visit(), "/exercises/tiny/sum")).toContain(note(inUtc));
    expect(await text(world.site.visit({ language: "zh-CN" }), "/exercises/tiny/sum")).toContain(
      "这道练习正在考试，2026年12月1日 11:00 结束。在此之前不公布隐藏测试的结果，两次提交至少间隔 20 秒。",
    );
    expect(await text(other, `/exercises/tiny/sum?assignment=${homework}`)).toContain(
      note("Dec 1, 2026, 7:00 PM (China Standard Time), which is Dec 1, 2026, 11:00 AM for you"),
    );
    expect(await text(taker, `/exercises/tiny/sum?assignment=${exam}`)).toContain(note(inUtc));
    await send(other, homework);
    expect(await text(other, `/courses/${course}`)).toContain(
      "an exam on this exercise is running; the score is released after Dec 1, 2026, 7:00 PM (China Standard Time)",
    );
    vi.setSystemTime(EXAM_END_MS);
    expect(await text(world.site.visit(), "/exercises/tiny/sum")).not.toContain(
      "An exam on this exercise",
    );
  });

  test("everyone's next submission waits twenty seconds, and the code is preserved; the page, the editor and the API say how long", async () => {
    for (const [who, assignment] of [
      [taker, exam],
      [world.site.visit(), ""],
    ] as const) {
      await send(who, assignment);
      vi.setSystemTime(Date.now() + 6500);
      const path = `/exercises/tiny/sum/submissions${assignment === "" ? "" : `?assignment=${assignment}`}`;
      const page = await who.post(path, { source: SOURCE });
      const html = await page.text();
      expect([page.status, page.headers.get("retry-after")]).toEqual([429, "14"]);
      expect(html).toContain(
        "An exam on this exercise is running, and you can submit once every 20 seconds. Submit again in 14 seconds.",
      );
      expect(html).toContain(SOURCE.trim().replaceAll(">", "&gt;"));
      const editor = await who.post(path, { source: SOURCE }, { accept: "application/json" });
      expect([editor.status, await editor.json()]).toEqual([
        429,
        { state: "ask", html: expect.stringContaining("Submit again in 14 seconds.") as string },
      ]);
      vi.setSystemTime(Date.now() + 13_500);
      await send(who, assignment);
    }
    const { token } = addToken(db(), taker.userId);
    vi.setSystemTime(Date.now() + 20_000);
    const ask = { token, body: { source: SOURCE, practice: true } };
    const api = new ApiClient(world.site.services);
    expect((await api.send("POST", "/api/v1/exercises/tiny/sum/submissions", ask)).status).toBe(
      201,
    );
    expect(
      await api.error("POST", "/api/v1/exercises/tiny/sum/submissions", 429, ask),
    ).toMatchObject({
      code: "exam-spacing",
    });
  });

  test("the same exercise in another pack is under exam, too", () => {
    const { hash } = world.site.services.catalogue.find("tiny", "sum")!;
    const isUnder = (packId: string) =>
      isUnderExam(db(), { packId, exerciseId: "sum", versionHash: "none" });
    const title = { "zh-CN": "x", en: "x" };
    db()
      .insert(packs)
      .values({ id: "twin", title, version: "1", position: 1, publishedAt: new Date() })
      .run();
    expect(isUnder("twin")).toBe(false);
    db()
      .insert(exercises)
      .values({ packId: "twin", id: "sum", hash, position: 1, publishedAt: new Date() })
      .run();
    expect([isUnder("tiny"), isUnder("twin"), isUnder("none")]).toEqual([true, true, false]);
  });

  test("nothing is spaced where no exam runs", async () => {
    vi.setSystemTime(EXAM_END_MS);
    const guest = world.site.visit();
    await send(guest);
    await send(guest);
    expect((await guest.post("/exercises/tiny/sum/submissions", { source: SOURCE })).status).toBe(
      429,
    );
  });
});

describe("a submission whose hidden tests are still to be graded", () => {
  const facts = async (id: string) => {
    const { token } = addToken(db(), taker.userId);
    const answer = (await (
      await new ApiClient(world.site.services).send("GET", `/api/v1/submissions/${id}`, { token })
    ).json()) as object;
    const read = [JSON.stringify(answer)];
    for (const path of [
      `/submissions/${id}`,
      `/submissions/${id}/state`,
      `/submissions/${id}/events`,
      "/exercises/tiny/sum",
      "/submissions",
      "/",
      `/courses/${world.courseId}`,
    ])
      read.push(await text(taker, path));
    return {
      answer,
      all: read.map((one) =>
        one.replaceAll(/nonce="[^"]+"|"nonce":"[^"]+"|name="form-key" value="[^"]+"/g, ""),
      ),
    };
  };

  test("is done for its author, at the time of the visible ones, and its bytes do not change afterwards", async () => {
    const id = await send(taker, exam);
    vi.setSystemTime(EXAM_START_MS + 2900);
    grade(id);
    vi.setSystemTime(EXAM_START_MS + 60_000);
    const before = await facts(id);
    expect(before.answer).toMatchObject({
      state: "done",
      submittedAt: "2026-12-01T09:00:00Z",
      gradedAt: "2026-12-01T09:00:02Z",
      isSealed: true,
      sealedUntil: "2026-12-01T11:00:00Z",
      isHiddenPending: false,
      report: { verdict: "accepted", score: 2, maxScore: 2 },
    });
    expect(before.all[1]).toContain("An exam on this exercise runs until Dec 1, 2026, 11:00 AM");
    grade(id, { isWhole: true });
    expect((await facts(id)).all).toEqual(before.all);
    vi.setSystemTime(EXAM_END_MS);
    expect((await facts(id)).answer).toMatchObject({
      state: "done",
      gradedAt: "2026-12-01T09:00:02Z",
      isSealed: false,
      sealedUntil: null,
      isHiddenPending: false,
      report: { verdict: "wrong-answer", score: 5, maxScore: 10 },
    });
  });

  test("is pending for staff; for its author, after the exam is over", async () => {
    const id = await send(taker, exam);
    grade(id);
    expect(await text(world.instructor, `/submissions/${id}`)).toContain(
      "Hidden tests are pending.",
    );
    expect(
      await text(world.assistant, `/courses/${world.courseId}/gradebook/${exam}/${taker.userId}`),
    ).toContain("hidden tests pending");
    expect(await text(taker, `/submissions/${id}`)).not.toContain("pending");
    vi.setSystemTime(EXAM_END_MS);
    const after = await facts(id);
    expect(after.answer).toMatchObject({
      state: "done",
      isHiddenPending: true,
      isSealed: false,
      report: { score: 2, maxScore: 2 },
    });
    expect(after.all[1]).toContain("The exam has ended. Hidden tests are still being graded");
    grade(id, { isWhole: true });
    expect((await facts(id)).all[1]).toContain("5 of 10 points");
  });

  test("uses an attempt from the start, whatever its hidden tests' result", async () => {
    const left = async () =>
      /(\d) attempts? left/.exec(await text(taker, `/exercises/tiny/sum?assignment=${exam}`))?.[1];
    const id = await send(taker, exam);
    const seen = [await left()];
    grade(id);
    seen.push(await left());
    grade(id, { isWhole: true });
    seen.push(await left());
    expect(seen).toEqual(["2", "2", "2"]);
  });

  test("a regrade that is applied meanwhile reveals as little by its own time", async () => {
    const id = await send(taker, exam);
    db().delete(jobs).run();
    const { hash } = world.site.services.catalogue.find("tiny", "sum")!;
    const row = {
      submissionId: id,
      versionHash: hash,
      seed: 1,
      engine: "0",
      verdict: "accepted",
      score: 2,
      maxScore: 10,
      report: report([SHOWN_GROUP, HIDDEN_GROUP]),
    } as const;
    db()
      .insert(gradings)
      .values([
        { ...row, id: newId(), runId: "", gradedAt: new Date(EXAM_START_MS + 1000) },
        { ...row, id: newId(), runId: "regrade", gradedAt: new Date(EXAM_START_MS + 50_000) },
      ])
      .run();
    db().update(assignments).set({ regradeId: "regrade" }).where(eq(assignments.id, exam)).run();
    expect((await facts(id)).answer).toMatchObject({ gradedAt: "2026-12-01T09:00:01Z" });
    vi.setSystemTime(EXAM_END_MS);
    expect((await facts(id)).answer).toMatchObject({ gradedAt: "2026-12-01T09:00:50Z" });
  });

  test("practice that staff let count for an assignment with other tests is graded from the start", async () => {
    const id = await send(taker);
    grade(id);
    const { queue } = world.site.services;
    db()
      .update(jobs)
      .set({
        visibleReport: {
          ...visible(),
          receipt: { ...visible().receipt, exercise: "e".repeat(64) },
        },
      })
      .run();
    expect(
      letCount(
        db(),
        queue,
        { courseId: world.courseId, assignmentId: exam, userId: taker.userId },
        { submissionId: id, withLateRule: false, reason: "a reason", actorId: world.owner.userId },
      ),
    ).toBe(true);
    expect(queue.placeOf(id)).toBe(1);
    expect(db().select({ assignmentId: submissions.assignmentId }).from(submissions).get()).toEqual(
      {
        assignmentId: exam,
      },
    );
  });
});

test("a user's data download contains the visible tests only, and no points that staff set meanwhile", async () => {
  const id = await send(taker, exam);
  grade(id);
  await world.instructor.post(
    `/courses/${world.courseId}/gradebook/${exam}/${taker.userId}/override`,
    {
      points: "61.75",
      reason: "a reason",
    },
  );
  const before = JSON.stringify(collectData(db(), taker.userId));
  expect(before).not.toContain("61.75");
  expect(before).toContain(
    '"submittedAt":"2026-12-01T09:00:00Z","gradedAt":"2026-12-01T09:00:00Z"',
  );
  grade(id, { isWhole: true });
  expect(JSON.stringify(collectData(db(), taker.userId))).toBe(before);
  vi.setSystemTime(EXAM_END_MS);
  expect(JSON.stringify(collectData(db(), taker.userId))).toContain("61.75");
});

test("hidden groups wait for a live test to end, and then start by themselves", async () => {
  const { services } = world.site;
  const { host, liveTests, catalogue, gradeQueue } = services;
  const asked: { request: GradeRequest; end: (report: Report) => void }[] = [];
  vi.spyOn(host, "grader", "get").mockReturnValue({ close: () => Promise.resolve() } as Grader);
  vi.spyOn(host, "grade").mockImplementation(
    (request) => new Promise((end) => void asked.push({ request, end })),
  );
  const id = await send(taker, exam);
  gradeQueue.wake();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const offer = catalogue.find("tiny", "sum")!;
  const check = () =>
    liveTests.runTests({
      offer,
      source: SOURCE,
      person: { kind: "viewer", id: "guest" },
      tab: "a",
    });
  const checking = check();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  asked[0]!.end(visible());
  await vi.waitFor(() => expect(services.queue.hiddenDepth()).toEqual({ waiting: 1, running: 0 }));
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(2);
  asked[1]!.end(visible());
  await checking;
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect([asked[2]!.request.groups, asked[2]!.request.signal?.aborted]).toEqual(["all", false]);
  asked[2]!.end(report([SHOWN_GROUP, HIDDEN_GROUP]));
  await gradeQueue.settled();
  const { submissionId } = db()
    .select({ submissionId: gradings.submissionId })
    .from(gradings)
    .get()!;
  expect(submissionId).toBe(id);
});
