// Hints by the API: in order, with stable codes for refusals.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { errorAnswer, hintList } from "../../src/api/schemas.ts";
import { hashSecret } from "../../src/db/id.ts";
import { hintViews } from "../../src/db/hint-schema.ts";
import { assignments } from "../../src/db/schema.ts";
import { addToken } from "../support/add-token.ts";
import { ApiClient } from "../support/api-client.ts";
import { setHints } from "../support/set-hints.ts";
import { openSharedExercise, type SharedExercise } from "../support/shared-exercise.ts";

const PATH = "/api/v1/exercises/tiny/sum/hints";
const TOKEN = "gradus_the-token-of-ada";

let world: SharedExercise;
let api: ApiClient;
beforeEach(async () => {
  world = await openSharedExercise();
  const { db } = world.site.services;
  api = new ApiClient(world.site.services);
  addToken(db, world.student.userId, { hash: hashSecret(TOKEN) });
  setHints(db);
});
afterEach(() => world.site.close());

const open = (step: string, more: object = {}) =>
  api.send("POST", PATH, { token: TOKEN, body: { function: "total", step, ...more } });
const list = () => api.get(PATH, hintList, { token: TOKEN });
const refused = async (answer: Response) => {
  const { error } = errorAnswer.parse(await answer.json());
  return [answer.status, error.code];
};

test("hints are opened in order, once, for the assignment that is named", async () => {
  expect(await list()).toEqual({
    refused: null,
    functions: [{ name: "total", opened: [], next: "nudge" }],
  });
  expect(await refused(await open("idea"))).toEqual([409, "hints-order"]);
  for (let time = 0; time < 2; time += 1)
    expect((await open("nudge", { assignment: world.autumn.assignment })).status).toBe(200);
  expect(await list()).toMatchObject({
    functions: [
      {
        opened: [{ step: "nudge", text: { en: "What is the sum of an empty list?" } }],
        next: "idea",
      },
    ],
  });
  expect(world.site.services.db.select().from(hintViews).all()).toMatchObject([
    { step: "nudge", assignmentId: world.autumn.assignment },
  ]);
});

test("what does not exist, and what is not a step", async () => {
  expect(await refused(await open("nudge", { function: "mean" }))).toEqual([404, "no-hint"]);
  expect(await refused(await open("code"))).toEqual([400, "invalid-request"]);
  world.site.services.db.$client.exec("update exercises set hints = null");
  expect(await list()).toEqual({ refused: null, functions: [] });
  expect(await refused(await open("nudge"))).toEqual([404, "no-hint"]);
});

test("each refusal has a code, and the list says why without any text", async () => {
  const { db } = world.site.services;
  const set = (fields: Partial<typeof assignments.$inferInsert>) =>
    db.update(assignments).set(fields).where(eq(assignments.id, world.spring.assignment)).run();
  await open("nudge");
  set({ hints: { kind: "off" } });
  expect(await refused(await open("idea"))).toEqual([409, "hints-off"]);
  set({ hints: { kind: "afterAttempts", count: 1 } });
  expect(await refused(await open("idea"))).toEqual([409, "hints-attempts"]);
  set({ isExam: true });
  expect(await refused(await open("idea"))).toEqual([409, "hints-exam"]);
  expect(await list()).toEqual({
    refused: expect.stringContaining("An exam on this exercise is running.") as string,
    functions: [],
  });
});
