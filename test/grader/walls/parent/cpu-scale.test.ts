// The value of CPU time: the arithmetic, slots that measure it, and its effect on limits and times.

import { afterEach, describe, expect, test } from "vitest";
import { buildSlotProgram } from "../../../../grader/slots/parent/build-slot-program.ts";
import {
  CpuScale,
  findFactor,
  GREATEST_FACTOR,
  LEAST_FACTOR,
  REFERENCE_ROUND_MS,
  findTypicalRound,
} from "../../../../grader/walls/parent/cpu-scale.ts";
import { SlotPool } from "../../../../grader/slots/parent/slot-pool.ts";
import {
  type JobRunner,
  newJobId,
  type PoolWatch,
} from "../../../../grader/slots/parent/job-runner.ts";
import { SlotHandle } from "../../../../grader/slots/parent/slot-handle.ts";
import type { JobResult } from "../../../../grader/slots/parent/running-job.ts";
import type { Job } from "../../../../grader/slots/protocol/jobs.ts";
import type { Outcome } from "../../../../grader/slots/protocol/slot-messages.ts";
import { BusyMachineError } from "../../../../grader/walls/parent/busy-machine.ts";
import { runCases } from "../../../../grader/slots/parent/run-cases.ts";
import type { Program } from "../../../../grader/slots/parent/case-run.ts";
import { listLaunchPlans } from "../../../../grader/walls/parent/launch-plans.ts";

/** The factor if limits are not divided (divided-limits.ts). */
const worthOf = ({ factor }: CpuScale) => factor / new CpuScale(1).factor;
const rounds = (times: number) => Array.from({ length: 5 }, () => REFERENCE_ROUND_MS * times);

describe("the factor", () => {
  test("is 1 on the reference machine, 2 if the yardstick takes twice as long, and 1 until it is known", () => {
    expect([[], rounds(1), rounds(2), rounds(0.8)].map(findFactor)).toEqual([1, 1, 2, 0.8]);
  });

  test("stays within its bounds", () => {
    expect([rounds(0.01), rounds(1000)].map(findFactor)).toEqual([LEAST_FACTOR, GREATEST_FACTOR]);
  });

  test("is the median of the last five measures: a wrong one changes nothing", () => {
    const scale = new CpuScale();
    for (const times of [2, 2, 70, 2]) scale.add(rounds(times));
    expect(worthOf(scale)).toBeCloseTo(2);
    for (let i = 0; i < 5; i++) scale.add(rounds(3));
    expect(worthOf(scale)).toBeCloseTo(3);
  });

  test("of one measure leaves out the quickest and the slowest round", () => {
    expect(findTypicalRound([100, 4, 5, 6, 1])).toBe(5);
    expect(findTypicalRound([4])).toBe(4);
  });

  test("that is given is not measured", () => {
    const scale = new CpuScale(1.5);
    scale.add(rounds(3));
    expect([scale.isDue, scale.isStale, scale.isDue]).toEqual([false, false, false]);
    expect(worthOf(scale)).toBeCloseTo(1.5);
  });

  test("is due again after ten seconds, and stale after a minute", () => {
    let nowMs = 0;
    const scale = new CpuScale(undefined, () => nowMs);
    const state = () => [scale.isDue, scale.isStale];
    expect(state()).toEqual([true, true]);
    scale.add(rounds(1));
    expect(state()).toEqual([false, false]);
    nowMs = 10_001;
    expect(state()).toEqual([true, false]);
    nowMs = 60_001;
    expect(state()).toEqual([true, true]);
  });
});

/** Records what it gets, and can be made older. */
class Recorded extends CpuScale {
  readonly measures: number[][] = [];
  override add(roundsMs: number[]): void {
    this.measures.push(roundsMs);
    super.add(roundsMs);
  }
}

const pools: SlotPool[] = [];
afterEach(async () => void (await Promise.all(pools.splice(0).map((pool) => pool.close()))));

const program = (source: string): Program => ({
  source,
  fileName: "a.ts",
  language: "typescript",
  driver: null,
  exports: ["f"],
});
const LIMITS = { cpuTimeMs: 500, totalCpuTimeMs: 1500, memoryMiB: 32, outputKiB: 64 };
const ONE_CASE = [{ isolate: 0, cases: ["1"] }];

describe("a pool", () => {
  test("knows it before its first job, and measures again in a slot that has run nothing", async () => {
    let nowMs = 0;
    const scale = new Recorded(undefined, () => nowMs);
    const pool = new SlotPool({ size: 1, spares: 0, scale });
    pools.push(pool);
    await pool.open();
    expect(scale.measures).toHaveLength(1);
    await runCases(pool, program("export const f = () => 1;"), 1, LIMITS, ONE_CASE);
    expect(scale.measures).toHaveLength(1);
    const before = await untilBusyPid(pool);
    nowMs = 61_000;
    // The slot that is returned now has run a program: a fresh one replaces it.
    await runCases(pool, program("export const f = () => 1;"), 1, LIMITS, ONE_CASE);
    await expect.poll(() => scale.measures.length).toBe(2);
    expect(await untilBusyPid(pool)).not.toBe(before);
  });

  test("with a spare measures in that one, and keeps the other", async () => {
    let nowMs = 0;
    const scale = new Recorded(undefined, () => nowMs);
    const pool = new SlotPool({ size: 1, spares: 1, scale });
    pools.push(pool);
    await pool.open();
    const before = await untilBusyPid(pool);
    await expect
      .poll(async () => {
        nowMs += 61_000;
        await runCases(pool, program("export const f = () => 1;"), 1, LIMITS, ONE_CASE);
        return scale.measures.length;
      })
      .toBeGreaterThan(2);
    expect(await untilBusyPid(pool)).toBe(before);
  });
});

/** The slot that gets the next job. */
async function untilBusyPid(pool: SlotPool): Promise<number> {
  let pid: number | undefined;
  await pool.hold(async (session) => {
    const running = session.run({ type: "self-test", id: newJobId() });
    await expect.poll(() => (pid = pool.busyPids[0])).toBeDefined();
    await running;
  });
  return pid!;
}

describe("a machine on which everything takes four times as long", () => {
  /** Real slots, with the limits and figures of such a machine. */
  class Slower implements JobRunner {
    readonly #pool: SlotPool;
    constructor(pool: SlotPool) {
      this.#pool = pool;
    }
    get cpuFactor(): number {
      return this.#pool.cpuFactor * 4;
    }
    async run(job: Job, watch: PoolWatch = {}): Promise<JobResult> {
      if (job.type !== "run") return this.#pool.run(job, watch);
      const quarter = { ...job };
      for (const name of [
        "compileCpuTimeMs",
        "loadCpuTimeMs",
        "caseCpuTimeMs",
        "totalCpuTimeMs",
        "compileWallMs",
        "loadWallMs",
        "caseWallMs",
      ] as const)
        quarter[name] = Math.ceil(job[name] / 4);
      const slower = (outcomes: Outcome[]) =>
        outcomes.map((outcome) => ({ ...outcome, cpuTimeMs: outcome.cpuTimeMs * 4 }));
      const { batches, end, lost } = await this.#pool.run(quarter, {
        ...watch,
        onBatch: (batch, outcomes) => watch.onBatch?.(batch, slower(outcomes)),
      });
      return {
        batches: new Map([...batches].map(([batch, outcomes]) => [batch, slower(outcomes)])),
        end: end?.type === "done" ? { ...end, cpuTimeMs: end.cpuTimeMs * 4 } : end,
        lost: lost && {
          ...lost,
          cpuTimeMs: lost.cpuTimeMs === undefined ? undefined : lost.cpuTimeMs * 4,
        },
      };
    }
  }

  test.each([
    ["an infinite loop", "export const f = () => { for (;;); };", "time"],
    [
      "a list that grows without limit",
      "export const f = () => { const all = []; for (;;) all.push(new Array(1000).fill(1)); };",
      "memory",
    ],
    [
      "some work",
      "export const f = () => { let s = 0; for (let i = 0; i < 1e5; i++) s += i % 3; return s > 0; };",
      "value",
    ],
    ["an error", "export const f = () => { throw new Error('no'); };", "threw"],
  ] as const)("%s ends as elsewhere", async (_name, source, kind) => {
    const pool = new SlotPool({ size: 1, spares: 0 });
    pools.push(pool);
    await pool.open();
    for (const runner of [pool, new Slower(pool)]) {
      const { load, outcomes } = await runCases(runner, program(source), 1, LIMITS, ONE_CASE);
      expect(load).toBeNull();
      expect(outcomes[0]![0]!.kind).toBe(kind);
    }
  });
});

describe("a program that grows without limit", () => {
  // Evenly, so that it has grown a good deal when its time is up.
  const source =
    "export const f = () => { const all = []; let s = 0; for (;;) { for (let i = 0; " +
    "i < 50_000; i++) s += i % 7; all.push(new Array(1000).fill(s)); } };";
  const within = (cpuTimeMs: number) => ({ ...LIMITS, cpuTimeMs, totalCpuTimeMs: cpuTimeMs * 3 });
  let pool: SlotPool;
  const run = async (text: string, cpuTimeMs: number) =>
    (await runCases(pool, program(text), 1, within(cpuTimeMs), ONE_CASE)).outcomes[0]![0]!;

  test("is stopped by its memory, even if its time is up at the same moment; a loop is stopped by its time", async () => {
    pool = new SlotPool({ size: 1, spares: 0 });
    pools.push(pool);
    await pool.open();
    const unhurried = [await run(source, 20_000), await run(source, 20_000)];
    expect(unhurried.map(({ kind }) => kind)).toEqual(["memory", "memory"]);
    const almostMs = 0.75 * Math.max(...unhurried.map(({ cpuTimeMs }) => cpuTimeMs));
    expect((await run(source, almostMs)).kind).toBe("memory");
    expect(
      (await run(source.replace("all.push(new Array(1000).fill(s));", ""), almostMs)).kind,
    ).toBe("time");
  });
});

describe("limits and times", () => {
  /** A slot of a machine with this factor, which gives these answers one after the other. */
  function machine(cpuFactor: number, ...answers: ((job: Job) => JobResult)[]) {
    const jobs: Job[] = [];
    return {
      jobs,
      cpuFactor,
      run: (
        job: Job,
        watch: { onBatch?: (batch: number, outcomes: never[]) => void } = {},
      ): Promise<JobResult> => {
        jobs.push(job);
        const result = answers[Math.min(jobs.length, answers.length) - 1]!(job);
        for (const [batch, outcomes] of result.batches) watch.onBatch?.(batch, outcomes as never[]);
        return Promise.resolve(result);
      },
    };
  }
  const value =
    (cpuTimeMs: number) =>
    (job: Job): JobResult => ({
      batches: new Map([[0, [{ text: '{"s":"v","v":1}', cpuTimeMs }]]]),
      end: { type: "done", id: job.id, problem: null, load: null, driver: null, cpuTimeMs },
      lost: undefined,
    });
  const clockRanOut =
    (cpuTimeMs: number) =>
    (job: Job): JobResult => ({
      batches: new Map([[0, [{ limit: "wall", cpuTimeMs }]]]),
      end: { type: "done", id: job.id, problem: null, load: null, driver: null, cpuTimeMs },
      lost: undefined,
    });
  const runOn = (runner: ReturnType<typeof machine>) =>
    runCases(runner, program(""), 1, { ...LIMITS, cpuTimeMs: 200, totalCpuTimeMs: 600 }, ONE_CASE);

  test("are the reference machine's outside, this machine's inside", async () => {
    const slow = machine(4, value(100));
    expect(await runOn(slow)).toMatchObject({
      cpuTimeMs: 25,
      cpuFactor: 4,
      outcomes: [[{ kind: "value", cpuTimeMs: 25 }]],
    });
    expect(slow.jobs[0]).toMatchObject({
      caseCpuTimeMs: 800,
      loadCpuTimeMs: 2000,
      totalCpuTimeMs: 2400,
    });
  });

  test("an expired clock costs a program nothing: it runs again with a longer one", async () => {
    const busy = machine(1, clockRanOut(150), clockRanOut(150), value(150));
    expect(await runOn(busy)).toMatchObject({
      cpuTimeMs: 150,
      outcomes: [[{ kind: "value", cpuTimeMs: 150 }]],
    });
    const walls = busy.jobs.map((job) => (job.type === "run" ? job.caseWallMs : 0));
    expect(walls.toSorted((a, b) => a - b)).toEqual(walls);
    expect(new Set(walls).size).toBe(3);
  });

  test("a machine that is too busy repeatedly is reported as such, and no program as slow", async () => {
    await expect(runOn(machine(1, clockRanOut(5)))).rejects.toThrow(BusyMachineError);
  });
});

test("a slot that has run a program is no longer fresh; the self-test and the yardstick do not count", async () => {
  const slot = new SlotHandle(listLaunchPlans(buildSlotProgram(), 3400).at(-1)!);
  try {
    await slot.run({ type: "self-test", id: newJobId() });
    const { end } = await slot.run({ type: "measure", id: newJobId() });
    expect(end).toMatchObject({
      type: "measured",
      roundsMs: expect.arrayContaining([expect.any(Number)]) as number[],
    });
    expect(slot.isFresh).toBe(true);
    await runCases(
      { cpuFactor: 1, run: (job, watch) => slot.run(job, watch) },
      program("export const f = () => 1;"),
      1,
      LIMITS,
      ONE_CASE,
    );
    expect(slot.isFresh).toBe(false);
  } finally {
    await slot.kill();
  }
});
