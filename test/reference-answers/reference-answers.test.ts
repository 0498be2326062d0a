// Questions share the budget and the ways of live tests: busy, paused, replaced, never more than one
// at a time, and always paid.

import { pino } from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import { SlotsUnavailableError } from "../../grader/doors/walls.ts";
import type { CaseAnswer, CaseQuestion } from "../../grader/index.ts";
import { LiveTestBudget } from "../../src/live-tests/budget.ts";
import { LiveTestScheduler } from "../../src/live-tests/scheduler.ts";
import { ReferenceAnswers } from "../../src/reference-answers/reference-answers.ts";
import { load, TINY } from "../support/packs.ts";

let exercise: Exercise;
beforeAll(async () => {
  exercise = await load(TINY, "sum");
});

const ADA = { kind: "viewer", id: "ada" } as const;
const BEN = { kind: "viewer", id: "ben" } as const;

/** A grader whose answers the test provides, and a clock that it sets. */
function begin() {
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const asked: {
    text: string;
    answer: (answer: CaseAnswer | undefined) => void;
    fail: (error: Error) => void;
  }[] = [];
  const logged: unknown[] = [];
  const budget = new LiveTestBudget({ share: 1, cores: 1, now });
  const host = {
    answerCase: ({ input }: CaseQuestion) =>
      new Promise<CaseAnswer | undefined>((answer, fail) =>
        asked.push({ text: input.text, answer, fail }),
      ),
  };
  const line = new LiveTestScheduler({ budget, limit: () => 1, maxWaitMs: 100, now });
  const log = pino({ level: "silent" });
  log.error = (facts: unknown) => logged.push(facts);
  const service = new ReferenceAnswers({ host, line, log, now });
  const ask = (text: string, person: typeof ADA | typeof BEN = ADA, tab = "a") =>
    service.ask({ exercise, text, person, tab });
  return { ask, asked, budget, clock, logged };
}
const answered = (cpuTimeMs: number) =>
  ({ kind: "answered", expected: [{ name: "", text: "6" }], cpuTimeMs }) satisfies CaseAnswer;

describe("the budget", () => {
  test("pays what the answer cost, for the person who asked", async () => {
    const { ask, asked, budget, clock } = begin();
    const outcome = ask("[1]");
    // The person's part of one core: a quarter, for four seconds.
    asked[0]!.answer(answered(1000 + 250));
    expect(await outcome).toMatchObject({ kind: "answered" });
    expect(budget.waitMs(ADA)).toBeGreaterThan(900);
    expect(budget.waitMs(BEN)).toBe(0);
    clock.ms += 5000;
    expect(budget.waitMs(ADA)).toBe(0);
  });

  test("refuses a question while it is in debt, and says for how long", async () => {
    const { ask, asked, budget } = begin();
    budget.debit(ADA, 3000);
    const outcome = await ask("[1]");
    expect(outcome).toMatchObject({ kind: "busy" });
    expect(outcome.kind === "busy" && outcome.retryMs).toBeGreaterThan(7000);
    expect(asked).toEqual([]);
  });

  test("pays for an error with the time that passed", async () => {
    const { ask, asked, budget, clock, logged } = begin();
    const outcome = ask("[1]");
    clock.ms += 1500;
    asked[0]!.fail(new Error("the reference is broken"));
    expect(await outcome).toEqual({ kind: "failed" });
    expect(budget.waitMs(ADA)).toBeGreaterThan(0);
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain("[1]");
  });

  test("text that is no input costs nothing, and waits for nobody", async () => {
    const { ask, asked, budget } = begin();
    budget.debit(ADA, 3000);
    expect(await ask("[1,,2]")).toMatchObject({
      kind: "invalid",
      problem: { why: "not-json", line: 1, column: 4 },
    });
    expect(await ask("x".repeat(20_001))).toMatchObject({ problem: { why: "too-long" } });
    expect(asked).toEqual([]);
  });
});

describe("the line", () => {
  test("one question at a time", async () => {
    const { ask, asked } = begin();
    const first = ask("[1]");
    const second = ask("[2]", BEN, "b");
    expect(asked.map(({ text }) => text)).toEqual(["[1]"]);
    asked[0]!.answer(answered(1));
    await first;
    await expect.poll(() => asked.map(({ text }) => text)).toEqual(["[1]", "[2]"]);
    asked[1]!.answer(answered(1));
    expect((await second).kind).toBe("answered");
  });

  test("a newer question of the same tab replaces an older one", async () => {
    const { ask, asked } = begin();
    const older = ask("[1]");
    const newer = ask("[2]");
    expect(await older).toEqual({ kind: "replaced" });
    asked[0]!.answer(answered(1));
    await expect.poll(() => asked.length).toBe(2);
    asked[1]!.answer(answered(1));
    expect((await newer).kind).toBe("answered");
  });

  test("a question that waits too long is answered with busy", async () => {
    const { ask, asked, clock } = begin();
    const first = ask("[1]");
    const second = ask("[2]", BEN, "b");
    clock.ms += 101;
    expect(await second).toMatchObject({ kind: "busy" });
    asked[0]!.answer(answered(1));
    await first;
  });
});

test("without slots it is paused", async () => {
  const { ask, asked } = begin();
  const none = ask("[1]");
  asked[0]!.answer(undefined);
  expect(await none).toEqual({ kind: "paused" });
  const lost = ask("[1]");
  await expect.poll(() => asked.length).toBe(2);
  asked[1]!.fail(new SlotsUnavailableError("no slot starts"));
  expect(await lost).toEqual({ kind: "paused" });
});
