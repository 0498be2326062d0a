// The process of the type checker: texts that are too much for it, the queue for it, how it ends,
// and its walls.

import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createGrader, JobCancelledError } from "../../../grader/index.ts";
import {
  QuestionProcessHandle,
  type AskLimits,
} from "../../../grader/walls/parent/question-process-handle.ts";
import { CpuScale } from "../../../grader/walls/parent/cpu-scale.ts";
import { type LaunchPlan, listLaunchPlans } from "../../../grader/walls/parent/launch-plans.ts";
import { buildTypesProgram } from "../../../grader/type-check/build-types-program.ts";
import { typesAnswer, type TypesQuestion } from "../../../grader/type-check/type-messages.ts";
import { TypeChecker, type TypeCheckLimits } from "../../../grader/type-check/type-checker.ts";
import { endless, HEAVY_TEXTS } from "../../support/heavy-texts.ts";
import { remainingSlotProcesses, ownSlotPids } from "../../support/processes.ts";

/**
 * Half of the usual CPU time, to be quicker; and a clock that does not run out on a busy machine.
 */
const LIMITS = { cpuTimeMs: 1000, wallMs: 90_000 };

const checkers: TypeChecker[] = [];
/** The checker of the texts that are too much: an effect of one of them would show at the next. */
let shared: TypeChecker | undefined;
function openChecker(limits: Partial<TypeCheckLimits> = {}): TypeChecker {
  const checker = new TypeChecker({ ...LIMITS, ...limits });
  checkers.push(checker);
  return checker;
}
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(checkers.splice(0).map((checker) => checker.close()));
  if (shared === undefined) expect(await remainingSlotProcesses()).toEqual([]);
});

const ask = (checker: TypeChecker, source: string, signal?: AbortSignal) =>
  checker.check({ source, fileName: "a.ts", language: "en", signal });
const pids = ownSlotPids;

let texts = 0;
/** Wrong in a different way each time, so that the answer is not known already. */
function expectRight(checker: TypeChecker): Promise<void> {
  texts += 1;
  return expect(ask(checker, `let a${texts}: string = ${texts};`)).resolves.toMatchObject([
    { code: 2322, line: 1, column: 5 },
  ]);
}

/** Work for a good part of a second, so that it can be observed. Its first line is wrong. */
const LONG = [
  "let a: string = 1;",
  ...Array.from(
    { length: 600 },
    (_, i) => `export const f${i} = (xs: number[]) => xs.map((x) => x + ${i}).filter(Boolean);`,
  ),
].join("\n");

async function untilBusy(checker: TypeChecker): Promise<number> {
  return vi.waitUntil(() => checker.busyPids[0], { timeout: 20_000, interval: 5 });
}

describe("texts that are too much for it, one after another", () => {
  beforeAll(() => void (shared = new TypeChecker(LIMITS)));
  afterAll(async () => {
    await shared?.close();
    shared = undefined;
    expect(await remainingSlotProcesses()).toEqual([]);
  });
  test.each(HEAVY_TEXTS)(
    "%s: answered, and so is the next",
    async (_, source) => {
      const checker = shared!;
      const problems = await ask(checker, source);
      expect(problems.length).toBeLessThanOrEqual(50);
      await expectRight(checker);
      expect(checker.state.status).toBe("ready");
      // It is known now, and no other process is lost to it.
      const before = pids();
      expect(await ask(checker, source)).toEqual(problems);
      await expectRight(checker);
      expect(pids()).toEqual(before);
    },
    120_000,
  );
});

describe("a text that is too much", () => {
  test("is not examined twice when it was asked twice", async () => {
    const checker = openChecker();
    await expectRight(checker);
    const both = Promise.all([ask(checker, endless(1)), ask(checker, endless(1))]);
    // Each examination would end a process.
    const busy = new Set<number>();
    let isDone = false;
    const watching = vi.waitUntil(
      () => (checker.busyPids.forEach((pid) => busy.add(pid)), isDone),
      { timeout: 120_000, interval: 5 },
    );
    expect(await both.finally(() => (isDone = true))).toEqual([[], []]);
    await watching;
    expect(busy.size).toBe(1);
  });

  test("is ended for its size as well as for its time", async () => {
    const checker = openChecker({ cpuTimeMs: 60_000, wallMs: 60_000, memoryMiB: 0 });
    await expectRight(checker);
    const before = pids();
    expect(await ask(checker, endless(2))).toEqual([]);
    await expectRight(checker);
    expect(pids().some((pid) => before.includes(pid))).toBe(false);
  });

  test("is not blamed when the machine was too busy to examine it", async () => {
    const checker = openChecker({ cpuTimeMs: 60_000, wallMs: 100 });
    await checker.open();
    expect(await ask(checker, endless(3))).toEqual([]);
    const before = pids();
    expect(await ask(checker, endless(3))).toEqual([]);
    await checker.open();
    expect(pids().some((pid) => before.includes(pid))).toBe(false);
  });
});

describe("waiting", () => {
  test("a text that no one waits for any more leaves the line", async () => {
    const checker = openChecker();
    await checker.open();
    const before = pids();
    const gone = new AbortController();
    const first = expectRight(checker);
    const waiting = [10, 11, 12].map((mark) => ask(checker, endless(mark), gone.signal));
    gone.abort();
    for (const one of waiting) await expect(one).rejects.toThrow(JobCancelledError);
    await first;
    await expectRight(checker);
    // None of the three was started, or the process would be another.
    expect(pids()).toEqual(before);
  });

  test("one that is being examined is finished, even if no one waits", async () => {
    const checker = openChecker({ cpuTimeMs: 20_000 });
    await checker.open();
    const before = pids();
    const gone = new AbortController();
    const running = ask(checker, LONG, gone.signal);
    await untilBusy(checker);
    gone.abort();
    await expect(running).rejects.toThrow(JobCancelledError);
    await expectRight(checker);
    expect(pids()).toEqual(before);
    await expect(ask(checker, "let a = 1;", gone.signal)).rejects.toThrow(JobCancelledError);
  });

  test("a line that is too long accepts no more", async () => {
    const checker = openChecker({ waiting: 2 });
    const texts = Array.from({ length: 5 }, (_, i) => ask(checker, `let a: string = ${i};`));
    expect((await Promise.all(texts)).map((problems) => problems.length)).toEqual([1, 1, 0, 0, 0]);
  });
});

describe("the process", () => {
  test("killed from outside is replaced", async () => {
    const checker = openChecker();
    await checker.open();
    const running = ask(checker, endless(20));
    process.kill(await untilBusy(checker), "SIGKILL");
    expect(await running).toEqual([]);
    await expectRight(checker);
  });

  test("that cannot be started is no reason to fail, and the reason is reported", async () => {
    const execPath = process.execPath;
    process.execPath = "/bin/false";
    try {
      const checker = openChecker();
      expect(await ask(checker, "let a: string = 1;")).toEqual([]);
      expect(checker.state).toMatchObject({
        status: "unavailable",
        reason: expect.stringContaining("no type checker comes up") as string,
      });
      expect(await ask(checker, "let a: string = 1;")).toEqual([]);
    } finally {
      process.execPath = execPath;
    }
  });

  test("starts when a grader is first asked, and ends with it", async () => {
    const grader = createGrader({ submissions: { size: 1, spares: 0 } });
    expect(grader.typeChecker).toEqual({ status: "asleep", reason: "" });
    expect(pids()).toEqual([]);
    expect(
      await grader.checkTypes({
        source: "let a: string = 1;",
        fileName: "a.ts",
        language: "zh-CN",
      }),
    ).toMatchObject([{ code: 2322 }]);
    expect(grader.typeChecker).toEqual({ status: "ready", reason: "" });
    const waiting = [30, 31].map((mark) =>
      grader.checkTypes({ source: endless(mark), fileName: "a.ts", language: "en" }),
    );
    await vi.waitUntil(() => grader.busyPids().length === 1, { timeout: 20_000, interval: 5 });
    await grader.close();
    expect(await Promise.all(waiting)).toEqual([[], []]);
    expect(grader.typeChecker.status).toBe("closed");
    expect(
      await grader.checkTypes({ source: "let a: number = '';", fileName: "a.ts", language: "en" }),
    ).toEqual([]);
    expect(await remainingSlotProcesses()).toEqual([]);
  });

  test("starts with the grader if requested, and may be ended during its start", async () => {
    const grader = createGrader({ submissions: { size: 1, spares: 0 }, typeCheckerAfterMs: 0 });
    await grader.open();
    await expect.poll(() => grader.typeChecker.status).toBe("starting");
    await grader.close();
    expect(await remainingSlotProcesses()).toEqual([]);
  });

  test("finishes its work when the grader is drained", async () => {
    const checker = openChecker({ cpuTimeMs: 20_000 });
    await checker.open();
    const running = ask(checker, LONG);
    await untilBusy(checker);
    await checker.drain();
    expect(await running).toMatchObject([{ code: 2322 }]);
    expect(await remainingSlotProcesses()).toEqual([]);
  });
});

describe("the walls around it", () => {
  const limits: AskLimits = {
    cpuTimeMs: 10_000,
    wallMs: 10_000,
    residentMiB: 1300,
    answerBytes: 1024 * 1024,
  };
  const startTypes = (plan: LaunchPlan) =>
    new QuestionProcessHandle(plan, typesAnswer, limits, new CpuScale());
  const plans = listLaunchPlans(buildTypesProgram(), 3400);

  test.for(plans.map((plan) => [plan.walls.join(", "), plan] as const))(
    "behind %s, everything is contained",
    async ([, plan], context) => {
      expect(plan.command).not.toContain("--allow-addons");
      const asked = startTypes(plan);
      const refusal = await asked.ready().then(() => null, String);
      expect(refusal).not.toBe("");
      if (refusal !== null) return context.skip(refusal);
      try {
        const tested = await asked.selfTest();
        if (tested.type !== "self-tested") throw new Error("no self-test");
        expect(tested.results.length).toBeGreaterThanOrEqual(20);
        expect(
          tested.results.filter((result) => !result.contained && plan.walls.includes(result.wall)),
        ).toEqual([]);
      } finally {
        await asked.kill();
      }
    },
  );

  const problem = {
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    code: 1,
    severity: "error",
    message: "",
  };
  test.each<[string, object, boolean]>([
    ["what it should", { type: "types-checked", problems: [problem] }, true],
    [
      "fifty-one problems",
      { type: "types-checked", problems: Array.from({ length: 51 }, () => problem) },
      false,
    ],
    [
      "an endless message",
      { type: "types-checked", problems: [{ ...problem, message: "a".repeat(501) }] },
      false,
    ],
    [
      "a place before the text",
      { type: "types-checked", problems: [{ ...problem, line: 0 }] },
      false,
    ],
    ["something more", { type: "types-checked", problems: [{ ...problem, html: "<b>" }] }, false],
    ["the message of another kind of slot", { type: "invoked", outcomes: [] }, false],
  ])("answering with %s, it is believed or ended", async (_, answer, believed) => {
    const script = `
      const send = (message) => {
        const body = Buffer.from(JSON.stringify(message));
        const head = Buffer.alloc(4);
        head.writeUInt32LE(body.length);
        process.stdout.write(Buffer.concat([head, body]));
      };
      process.stdin.once("data", (chunk) =>
        send({ ...${JSON.stringify(answer)}, id: JSON.parse(chunk.subarray(4)).id }));
      send({ type: "ready" });`;
    const asked = startTypes({
      walls: [],
      command: [process.execPath, "-e", script],
      infoDescriptor: undefined,
    });
    try {
      await asked.ready();
      const question: TypesQuestion = {
        type: "check-types",
        source: "",
        syntax: "typescript",
        language: "en",
      };
      const heard = await asked.ask(question);
      expect(heard.type === "lost" ? heard.why : heard).toEqual(
        believed ? { ...answer, id: 1 } : "gone",
      );
      expect(asked.isGone).toBe(!believed);
    } finally {
      await asked.kill();
    }
  });
});
