// Which checks are at workers at the same time, and what happens if a worker, Redis or an exercise
// fails. The workers are stand-ins.

import { describe, expect, test } from "vitest";
import type { CheckProblem } from "../../grader/doors/checks.ts";
import { findPacks, PackError } from "../../grader/doors/packs.ts";
import type { ExerciseResult } from "../../src/catalogue/check-packs.ts";
import type { Candidate } from "../../src/catalogue/publish.ts";
import type { RemoteResult } from "../../src/workers/jobs-out.ts";
import type { RedisState } from "../../src/workers/remote-grader.ts";
import { checkChanged } from "../../src/workers/check-at-workers.ts";
import { TINY } from "../support/packs.ts";

type Result = RemoteResult<ExerciseResult>;

const [pack] = findPacks(TINY).packs;
const candidates = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, i) => ({
    pack: pack!,
    id: `exercise-${i}`,
    hash: "",
    hints: null,
  }));

const problem: CheckProblem = {
  kind: "problem",
  severity: "error",
  code: "duplicate",
  params: {},
  file: "tiny/exercise-0/exercise.yaml",
  line: 1,
  key: "",
};
const CONNECTED: RedisState = { kind: "connected" };
const done: Result = { kind: "done", value: { problems: [], prevented: null } };
const here = () => Promise.resolve([problem]);

function makeRemote(
  check: (candidate: Candidate, signal: AbortSignal) => Promise<Result> | Result,
  { checkers = 1, state = CONNECTED } = {},
) {
  return {
    state,
    checkers,
    check: async (candidate: Candidate, signal: AbortSignal) => await check(candidate, signal),
  };
}

test("as many exercises are out at once as there are workers", async () => {
  let [out, most] = [0, 0];
  const remote = makeRemote(
    async () => {
      out += 1;
      most = Math.max(most, out);
      await new Promise((resolve) => setTimeout(resolve, 5));
      out -= 1;
      return done;
    },
    { checkers: 2 },
  );
  const parts = { remote, hasSlots: false, checkHere: here };
  expect(await checkChanged(parts, candidates(6))).toEqual([]);
  expect(most).toBe(2);
});

test("the problems of all exercises are returned, also of one that cannot be read", async () => {
  const read = { ...problem, code: "not-readable" as const };
  const remote = makeRemote(({ id }) => {
    if (id === "exercise-1") throw new PackError([read]);
    return { kind: "done", value: { problems: [problem], prevented: null } };
  });
  const parts = { remote, hasSlots: false, checkHere: here };
  expect(await checkChanged(parts, candidates(2))).toEqual([problem, read]);
});

test("what a worker gives back is handed out again", async () => {
  const results: Result[] = [{ kind: "released" }, { kind: "lost", worker: "a" }, done];
  const remote = makeRemote(() => results.shift()!);
  expect(await checkChanged({ remote, hasSlots: false, checkHere: here }, candidates(1))).toEqual(
    [],
  );
  expect(results).toEqual([]);
});

test("an exercise whose check loses three workers ends all checks", async () => {
  const cancelled: string[] = [];
  const remote = makeRemote(
    ({ id }, signal) => {
      if (id === "exercise-0") return { kind: "lost", worker: "a" };
      return new Promise((resolve) =>
        signal.addEventListener("abort", () => {
          cancelled.push(id);
          resolve({ kind: "released" });
        }),
      );
    },
    { checkers: 2 },
  );
  const checking = checkChanged({ remote, hasSlots: false, checkHere: here }, candidates(3));
  await expect(checking).rejects.toMatchObject({
    code: "workersLost",
    exercise: "tiny/exercise-0",
  });
  expect(cancelled).toEqual(["exercise-1"]);
});

test("a result that does not fit, or that the machine prevented, is an internal error", async () => {
  const check = (result: Result) =>
    checkChanged(
      { remote: makeRemote(() => result), hasSlots: true, checkHere: here },
      candidates(1),
    );
  await expect(check({ kind: "refused", reason: "it is not valid" })).rejects.toThrow(
    "the result of a check was refused: it is not valid",
  );
  await expect(
    check({ kind: "done", value: { problems: [], prevented: { detail: "no slots" } } }),
  ).rejects.toThrow("the machine prevented the check: no slots");
});

describe("without a worker", () => {
  test.each<[RedisState, string]>([
    [{ kind: "connected" }, "noWorkers"],
    [{ kind: "away", reason: "" }, "redisAway"],
    [{ kind: "refusing", reason: "" }, "redisRefusing"],
    [{ kind: "taken" }, "redisTaken"],
  ])("and without slots here, %o is the reason that nothing is checked", async (state, code) => {
    const remote = makeRemote(() => done, { checkers: 0, state });
    const checking = checkChanged(
      { remote, hasSlots: false, checkHere: here, waitMs: 0 },
      candidates(1),
    );
    await expect(checking).rejects.toMatchObject({ code });
  });

  test("a worker that comes in time does the checks", async () => {
    const remote = makeRemote(() => done, { checkers: 0 });
    const checking = checkChanged({ remote, hasSlots: false, checkHere: here }, candidates(1));
    remote.checkers = 1;
    expect(await checking).toEqual([]);
  });

  test("this machine checks if it has slots, also if the workers leave later", async () => {
    expect(
      await checkChanged({ remote: undefined, hasSlots: true, checkHere: here }, candidates(1)),
    ).toEqual([problem]);
    const none = makeRemote(() => done, { checkers: 0 });
    expect(
      await checkChanged({ remote: none, hasSlots: true, checkHere: here }, candidates(1)),
    ).toEqual([problem]);
    const leaving = makeRemote(() => {
      leaving.checkers = 0;
      return { kind: "released" };
    });
    expect(
      await checkChanged(
        { remote: leaving, hasSlots: true, checkHere: here, waitMs: 0 },
        candidates(1),
      ),
    ).toEqual([problem]);
  });
});
