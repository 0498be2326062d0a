// The destination of a submission by the API: the named one, the only one, or refused with the list
// of choices; and what it counts for, in the answer.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { errorAnswer, goalList, submissionAnswer, submissionList } from "../../src/api/schemas.ts";
import { hashSecret } from "../../src/db/id.ts";
import { assignments } from "../../src/db/schema.ts";
import { addToken } from "../support/add-token.ts";
import { ApiClient } from "../support/api-client.ts";
import { openSharedExercise, type SharedExercise } from "../support/shared-exercise.ts";

const PATH = "/api/v1/exercises/tiny/sum";
const HOUR_MS = 3_600_000;
const TOKEN = "gradus_the-token-of-ada";

let world: SharedExercise;
let api: ApiClient;
beforeEach(async () => {
  world = await openSharedExercise();
  api = new ApiClient(world.site.services);
  addToken(world.site.services.db, world.student.userId, { hash: hashSecret(TOKEN) });
});
afterEach(() => world.site.close());

const send = (body: object, language = "en") =>
  api.send("POST", `${PATH}/submissions`, {
    token: TOKEN,
    headers: { "accept-language": language },
    body: { source: `export const total = ${JSON.stringify(body).length};`, ...body },
  });
const recorded = async (body: object, language?: string) => {
  const answer = await send(body, language);
  expect(answer.status).toBe(201);
  return submissionAnswer.parse(await answer.json());
};
const refused = async (body: object, status: number) => {
  const answer = await send(body);
  expect(answer.status).toBe(status);
  return errorAnswer.parse(await answer.json()).error;
};
const sent = () => world.sentBy(world.student.userId);

describe("the destination", () => {
  test("two assignments are possible: 409 with both, and nothing is recorded", async () => {
    const error = await refused({}, 409);
    expect(error).toMatchObject({
      code: "choose-assignment",
      message: "Nothing was submitted. More than one of your courses has assigned this exercise.",
    });
    const choices = new Map(
      error.choices!.map(({ assignment, said }) => [
        assignment.course.title,
        [assignment.id, said],
      ]),
    );
    expect(choices).toEqual(
      new Map([
        ["ML autumn", [world.autumn.assignment, "counts"]],
        ["ML spring", [world.spring.assignment, "counts"]],
      ]),
    );
    expect(sent()).toEqual([]);
  });

  test("the named one, or practice, in the caller's language", async () => {
    const { counts } = await recorded({ assignment: world.autumn.assignment });
    expect(counts).toMatchObject({
      kind: "waiting",
      assignment: { id: world.autumn.assignment },
      attempt: 1,
      attempts: null,
      words: "Counts for ML autumn, Linear regression as attempt 1: not graded yet",
    });
    const practice = await recorded({ practice: true }, "zh-CN");
    expect(practice.counts).toMatchObject({
      kind: "practice",
      assignment: null,
      words: "练习，不计分：没有提交到任何作业",
    });
    expect(sent()).toMatchObject([
      { assignmentId: world.autumn.assignment, isPractice: false, saidToCount: true },
      { assignmentId: null, isPractice: true },
    ]);
  });

  test("the only one, if there is just one", async () => {
    world.leave(world.student.userId, world.spring.course);
    expect((await recorded({})).counts).toMatchObject({
      kind: "waiting",
      assignment: { id: world.autumn.assignment },
    });
  });

  test("an assignment that does not accept it: the reason, and the alternatives", async () => {
    const { db } = world.site.services;
    db.update(assignments)
      .set({ removedAt: new Date() })
      .where(eq(assignments.id, world.autumn.assignment))
      .run();
    expect(await refused({ assignment: world.autumn.assignment }, 409)).toMatchObject({
      code: "assignment-not-open",
      message: "Nothing was submitted. Your instructor has removed this assignment.",
      choices: [{ assignment: { id: world.spring.assignment } }],
    });
    expect(await refused({ assignment: "0000000000000000" }, 409)).toMatchObject({
      code: "assignment-not-open",
    });
    expect(sent()).toEqual([]);
  });
});

describe("the announced destination", () => {
  const late = { kind: "deduction", percent: 10, per: "day", floorPercent: 0 } as const;

  test("comes from GET goals; sent back, it is refused if it has changed", async () => {
    const id = world.autumn.assignment;
    world.setRules(id, {
      dueAtMs: Date.now() + HOUR_MS,
      late,
      attempts: { kind: "limited", count: 2 },
    });
    const { goals } = await api.get(`${PATH}/goals`, goalList, { token: TOKEN });
    const goal = goals.find(({ assignment }) => assignment.id === id)!;
    expect(goal).toMatchObject({
      said: "counts",
      counts: true,
      isAccepted: true,
      attemptsLeft: 2,
      latePercent: 0,
    });
    expect(goal.words.join(" · ")).toContain("2 attempts left · the best attempt counts");
    world.setRules(id, { dueAtMs: Date.now() - HOUR_MS, late });
    const error = await refused({ assignment: id, said: goal.said }, 409);
    expect(error).toMatchObject({
      code: "standing-changed",
      choices: [{ said: "late:10", latePercent: 10 }],
    });
    expect(sent()).toEqual([]);
    await recorded({ assignment: id, said: error.choices![0]!.said });
    expect(sent()).toMatchObject([{ assignmentId: id, saidToCount: true }]);
  });

  test("may be left out: the submission is recorded by the current rules, and the answer says so", async () => {
    world.setRules(world.autumn.assignment, { dueAtMs: Date.now() - HOUR_MS });
    const { counts } = await recorded({ assignment: world.autumn.assignment });
    expect(counts).toMatchObject({
      kind: "uncounted",
      why: "late",
      words: "Does not count for ML autumn, Linear regression: it was submitted after the due date",
    });
    expect(sent()).toMatchObject([
      { assignmentId: world.autumn.assignment, isPractice: false, saidToCount: false },
    ]);
    // Moving the due time makes it count, and the list says that too.
    world.setRules(world.autumn.assignment, { dueAtMs: Date.now() + HOUR_MS });
    expect(
      (await api.get("/api/v1/submissions", submissionList, { token: TOKEN })).submissions[0]!
        .counts,
    ).toMatchObject({ kind: "waiting", isOptional: true });
  });

  test("no attempts left, or too soon: refused, and practice is still accepted", async () => {
    const id = world.autumn.assignment;
    world.setRules(id, { attempts: { kind: "limited", count: 1 } });
    await recorded({ assignment: id });
    expect(await refused({ assignment: id, key: "aaaaaaaaaa" }, 409)).toMatchObject({
      code: "attempts-used",
      choices: [{ isAccepted: false, attemptsLeft: 0 }],
    });
    world.setRules(id, { attempts: { kind: "spaced", minutes: 60 } });
    expect(await refused({ assignment: id, key: "bbbbbbbbbb" }, 429)).toMatchObject({
      code: "too-soon",
    });
    await recorded({ assignment: id, practice: true });
    expect(sent()).toMatchObject([{ isPractice: false }, { assignmentId: id, isPractice: true }]);
  });
});
