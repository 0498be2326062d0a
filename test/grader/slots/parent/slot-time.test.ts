// What a slot's parent concludes from CPU and clocks, whatever delays either of them: a step is
// charged with its own CPU only, and an expired clock alone is never a program's error.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, describe, expect, test } from "vitest";
import { grade } from "../../../../grader/grade.ts";
import { PackPrograms } from "../../../../grader/pack-programs.ts";
import { BusyMachineError } from "../../../../grader/walls/parent/busy-machine.ts";
import { CpuScale } from "../../../../grader/walls/parent/cpu-scale.ts";
import { SlotPool } from "../../../../grader/slots/parent/slot-pool.ts";
import { newJobId, type PoolWatch } from "../../../../grader/slots/parent/job-runner.ts";
import type { Job, RunJob } from "../../../../grader/slots/protocol/jobs.ts";
import { runCases } from "../../../../grader/slots/parent/run-cases.ts";
import type { Program } from "../../../../grader/slots/parent/case-run.ts";
import { SlotHandle } from "../../../../grader/slots/parent/slot-handle.ts";
import type { JobResult } from "../../../../grader/slots/parent/running-job.ts";
import {
  BUSY_RETRIES,
  COMPILE_RETRIES,
  findStepLimits,
} from "../../../../grader/slots/parent/time-rules.ts";
import { COMPILING } from "../../../../grader/slots/protocol/agreed-numbers.ts";
import { LLM_PRIMER, load, ROOT, TINY } from "../../../support/packs.ts";
import { standInPlans } from "../../../support/stand-in-slot.ts";

const LARGE = readFileSync(join(ROOT, "test/fixtures/large/many-helpers.js"), "utf8");
const RIGHT = LARGE.split("\n", 2).join("\n");
const LIMITS = { cpuTimeMs: 200, totalCpuTimeMs: 1000, memoryMiB: 32, outputKiB: 64 };
const ONE_CASE = [{ isolate: 0, cases: ["1"] }];
const program = (source: string, exports = ["f"]): Program => ({
  source,
  fileName: "a.js",
  language: "javascript",
  driver: null,
  exports,
});

const pools: SlotPool[] = [];
afterEach(async () => void (await Promise.all(pools.splice(0).map((pool) => pool.close()))));
function openPool(scale = new CpuScale()): SlotPool {
  const pool = new SlotPool({ size: 1, spares: 0, scale });
  pools.push(pool);
  return pool;
}

/** A slot that gives these answers one after the other, and repeats the last one. */
function answering(
  ...answers: ((job: Job, watch?: PoolWatch) => JobResult | Promise<JobResult>)[]
) {
  const jobs: Job[] = [];
  return {
    jobs,
    cpuFactor: 1,
    run: async (job: Job, watch?: PoolWatch): Promise<JobResult> =>
      answers[Math.min(jobs.push(job), answers.length) - 1]!(job, watch),
  };
}
const endedAt =
  (place: { batch: number; case: number }, cpuTimeMs: number | undefined) => (): JobResult => ({
    batches: new Map(),
    end: undefined,
    lost: { reason: "stuck", at: place, cpuTimeMs, detail: "ended by the watch" },
  });
const compiling = (cpuTimeMs: number | undefined) =>
  endedAt({ batch: -1, case: COMPILING }, cpuTimeMs);

describe("compiling", () => {
  test.each([
    ["its CPU was not reported", undefined],
    ["it used a case's limit, but not its own", LIMITS.cpuTimeMs * 2],
  ])(
    "that a clock ended, when %s, is tried again and then the machine's error",
    async (_what, cpuTimeMs) => {
      const runner = answering(compiling(cpuTimeMs));
      await expect(runCases(runner, program(LARGE), 1, LIMITS, ONE_CASE)).rejects.toThrow(
        BusyMachineError,
      );
      expect(runner.jobs).toHaveLength(BUSY_RETRIES + 1);
    },
  );

  test("that is over its budget is tried again in a fresh slot before the program is called slow to compile", async () => {
    const over = findStepLimits(LIMITS.cpuTimeMs, 1).compileCpuTimeMs * 1.5;
    const pool = openPool();
    const once = answering(compiling(over), (job, watch) => pool.run(job, watch));
    expect(
      await runCases(once, program("export const f = () => 1;"), 1, LIMITS, ONE_CASE),
    ).toMatchObject({ problem: null, load: null });
    const always = answering(compiling(over));
    expect(await runCases(always, program(LARGE), 1, LIMITS, ONE_CASE)).toMatchObject({
      problem: { code: "too-slow", detail: "2" },
    });
    expect(always.jobs).toHaveLength(COMPILE_RETRIES + 1);
  });

  test("a large file with an error that only V8 sees: parsing it again is not charged to the program", async () => {
    const pool = openPool();
    // Loading may take as little as that; Babel takes much more. Enough memory, because growing
    // programs get more time.
    const { problem, load: ended } = await runCases(
      pool,
      program(`${LARGE}\nlet twice = 1;\nlet twice = 2;\n`),
      1,
      { ...LIMITS, cpuTimeMs: 1, memoryMiB: 512 },
      ONE_CASE,
    );
    expect(ended).toBeNull();
    expect(problem).toMatchObject({ code: "syntax", text: "let twice = 2;" });
  });

  const library = () => {
    const contents = `${RIGHT}\nexport * as library from "markdown-it";`;
    const { outputFiles } = buildSync({
      stdin: { contents, resolveDir: ROOT },
      bundle: true,
      write: false,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      charset: "utf8",
    });
    return outputFiles[0]!.text;
  };
  test.each([
    ["with a thousand helpers", () => LARGE],
    ["with a library in it", library],
  ])("a correct solution of 200 KB, %s, is accepted", async (_what, make) => {
    const source = make();
    const pool = openPool();
    const exercise = await load(LLM_PRIMER, "count-parameters");
    const context = {
      submissions: pool,
      packs: pool,
      programs: new PackPrograms(pool),
      engine: "test",
      secret: "",
    };
    const report = await grade(context, {
      exercise,
      source: Buffer.from(source),
      fileName: "a.js",
    });
    expect(report.verdict).toBe("accepted");
    expect(Buffer.byteLength(source)).toBeGreaterThan(190_000);
  });
});

test("a pack's program that a clock ended without its CPU being used is tried again, and then the machine's error", async () => {
  const exercise = await load(TINY, "sum");
  const runner = answering(endedAt({ batch: 0, case: 0 }, 5));
  const group = exercise.groups.find(({ manifest }) => manifest.generate !== undefined)!;
  await expect(
    new PackPrograms(runner as unknown as SlotPool).prepareCases(exercise, group, 1),
  ).rejects.toThrow(BusyMachineError);
  expect(runner.jobs).toHaveLength(BUSY_RETRIES + 1);
});

describe("a slot that uses a step's CPU many times over, a little in each of many steps", () => {
  const STEP_LIMIT_MS = 100;
  const STEPS = 20;
  const job = (): RunJob => ({
    type: "run",
    id: newJobId(),
    source: "",
    fileName: "a.ts",
    language: "typescript",
    keep: false,
    driver: null,
    exports: ["f"],
    ...findStepLimits(STEP_LIMIT_MS, 1),
    compileCpuTimeMs: STEP_LIMIT_MS,
    totalCpuTimeMs: 1e6,
    memoryMiB: 1024,
    outputBytes: 1024,
    batches: [{ isolate: 0, seed: 1, cases: ["1"] }],
    careful: false,
  });
  const beats = (tellEach: boolean) => `
    for (let step = 1; step <= ${STEPS}; step++) {
      burn(${STEP_LIMIT_MS / 5});
      // As a slot's main thread does while its worker thread works.
      await new Promise((resolve) => setImmediate(resolve));
      if (${tellEach}) send({ type: "beat", id: job.id, batch: 0, case: step, steps: step, cpuTimeMs: cpuMs() });
    }
    send({ type: "beat", id: job.id, batch: 0, case: ${STEPS}, steps: ${STEPS}, cpuTimeMs: cpuMs() });
    await new Promise((resolve) => setTimeout(resolve, 100));
    send({ type: "done", id: job.id, problem: null, load: null, driver: null, cpuTimeMs: 0 });`;

  const start = async (script: string) => {
    const slot = new SlotHandle(standInPlans(script).at(-1)!);
    await slot.ready();
    return slot;
  };

  test("is not ended if its parent was held up and learns of all steps at once", async () => {
    const slot = await start(beats(true));
    const running = slot.run(job());
    await new Promise((resolve) => setImmediate(resolve));
    // This process blocks for longer than the slot needs.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
    expect(await running).toMatchObject({ lost: undefined, end: { type: "done" } });
    await slot.kill();
  });

  test("is not ended if its own main thread was late", async () => {
    const slot = await start(beats(false));
    expect(await slot.run(job())).toMatchObject({ lost: undefined, end: { type: "done" } });
    await slot.kill();
  });

  test("that reports none of it is ended by the kernel's figure", async () => {
    const slot = await start(`
      for (let step = 1; ; step++) {
        burn(10);
        send({ type: "beat", id: job.id, batch: 0, case: step % 100, steps: step, cpuTimeMs: 0 });
        await new Promise((resolve) => setImmediate(resolve));
      }`);
    expect((await slot.run({ ...job(), totalCpuTimeMs: STEP_LIMIT_MS })).lost).toMatchObject({
      reason: "broken",
      detail: "it used more CPU than it told of",
    });
  });

  test("is ended at a single step that uses it up, with the CPU of that step", async () => {
    const slot = await start(`
      for (let i = 0; i < 1000; i++) {
        burn(10);
        send({ type: "beat", id: job.id, batch: 0, case: 3, steps: 7, cpuTimeMs: cpuMs() });
        await new Promise((resolve) => setImmediate(resolve));
      }`);
    const { lost } = await slot.run(job());
    expect(lost).toMatchObject({ reason: "stuck", at: { batch: 0, case: 3 } });
    expect(lost!.cpuTimeMs).toBeGreaterThan(STEP_LIMIT_MS);
  });
});
