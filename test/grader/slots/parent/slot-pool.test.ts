// Real slots, real processes, real signals.

import { afterEach, describe, expect, test } from "vitest";
import { SlotPool } from "../../../../grader/slots/parent/slot-pool.ts";
import { newJobId } from "../../../../grader/slots/parent/job-runner.ts";
import { JobCancelledError } from "../../../../grader/walls/parent/job-cancelled.ts";
import type { RunJob } from "../../../../grader/slots/protocol/jobs.ts";
import { SlotsUnavailableError } from "../../../../grader/walls/parent/start-behind-walls.ts";
import { findStepLimits } from "../../../../grader/slots/parent/time-rules.ts";
import { readUsage } from "../../../../grader/walls/parent/process-usage.ts";
import { ownSlotPids, remainingSlotProcesses } from "../../../support/processes.ts";

const pools: SlotPool[] = [];
function openPool(options: ConstructorParameters<typeof SlotPool>[0] = {}): SlotPool {
  const pool = new SlotPool({ size: 1, spares: 1, ...options });
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function job(source: string, changes: Partial<RunJob> = {}): RunJob {
  return {
    type: "run",
    id: newJobId(),
    source,
    fileName: "submission.ts",
    language: "typescript",
    keep: false,
    driver: null,
    exports: ["f"],
    ...findStepLimits(2000, 1),
    totalCpuTimeMs: 5000,
    memoryMiB: 32,
    outputBytes: 4096,
    batches: [{ isolate: 0, seed: 1, cases: ["1"] }],
    careful: false,
    ...changes,
  };
}
const RIGHT = "export const f = (n: number): number => n + 1;";
const LOOP = "export const f = (): never => { for (;;); };";

async function untilBusy(pool: SlotPool): Promise<number> {
  for (;;) {
    const [pid] = pool.busyPids;
    if (pid !== undefined) return pid;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("a pool of slots", () => {
  test("reports which walls stand, with a reason for each that does not", async () => {
    const pool = openPool();
    await pool.open();
    const { standing, missing } = pool.walls!;
    expect([...standing, ...missing.map(({ wall }) => wall)].sort()).toEqual([
      "limits",
      "namespaces",
      "permissions",
      "user",
    ]);
    expect(standing).toContain("permissions");
    for (const { reason } of missing) expect(reason).not.toBe("");
  });

  test("runs a job and uses the slot again", async () => {
    const pool = openPool({ spares: 0 });
    const first = await pool.run(job(RIGHT));
    expect(first.batches.get(0)).toMatchObject([{ text: '{"s":"v","v":2}' }]);
    const before = ownSlotPids();
    await pool.run(job(RIGHT));
    expect(ownSlotPids()).toEqual(before);
  });

  test("replaces a slot that reached a limit", async () => {
    const pool = openPool({ spares: 0 });
    await pool.run(job(RIGHT));
    const before = ownSlotPids();
    // Its clock has a minute left: its CPU time ends it.
    const { lost } = await pool.run(job(LOOP, { caseCpuTimeMs: 50, caseWallMs: 60_000 }));
    expect(lost).toMatchObject({ reason: "stuck", at: { batch: 0, case: 0 } });
    expect(lost!.cpuTimeMs).toBeGreaterThan(50);
    expect((await pool.run(job(RIGHT))).batches.get(0)).toMatchObject([
      { text: '{"s":"v","v":2}' },
    ]);
    for (const pid of ownSlotPids()) expect(before).not.toContain(pid);
  });

  test("in single-use mode no slot sees a second job", async () => {
    const pool = openPool({ spares: 0, singleUse: true });
    await pool.run(job(RIGHT));
    const before = ownSlotPids();
    await pool.run(job(RIGHT));
    for (const pid of ownSlotPids()) expect(before).not.toContain(pid);
  });

  test("a session's program stays loaded from one job to the next, and no one else ever meets it", async () => {
    const pool = openPool({ spares: 0 });
    const counting =
      "let calls = 0; (globalThis as any).calls ??= 0; " +
      "export const f = (): number[] => [++calls, ++(globalThis as any).calls];";
    const textOf = ({ batches }: Awaited<ReturnType<SlotPool["run"]>>) =>
      (batches.get(0)![0] as { text: string }).text;
    await pool.run(job(counting));
    const before = ownSlotPids();
    await pool.hold(async (session) => {
      expect(textOf(await session.run(job(counting)))).toBe('{"s":"v","v":[1,1]}');
      expect(textOf(await session.run(job(counting)))).toBe('{"s":"v","v":[2,2]}');
    });
    expect(textOf(await pool.run(job(counting)))).toBe('{"s":"v","v":[1,1]}');
    await pool.hold(async (session) =>
      expect(textOf(await session.run(job(counting)))).toBe('{"s":"v","v":[1,1]}'),
    );
    await pool.hold(async (session) =>
      expect(textOf(await session.run(job(counting)))).toBe('{"s":"v","v":[1,1]}'),
    );
    // All of it in one and the same process.
    expect(ownSlotPids()).toEqual(before);
  });

  test("while a session waits no one gets its slot; after a limit it continues in a fresh isolate of another", async () => {
    const pool = openPool({ spares: 0 });
    const source =
      "let calls = 0; export const f = (n: number): number => { calls += 1; if (n > 1) for (;;); return calls; };";
    const order: string[] = [];
    let other: Promise<unknown> | undefined;
    await pool.hold(async (session) => {
      await session.run(job(source));
      other = pool.run(job(RIGHT)).then(() => order.push("other"));
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push("session");
      const { lost } = await session.run(
        job(source, {
          caseCpuTimeMs: 50,
          caseWallMs: 60_000,
          batches: [{ isolate: 0, seed: 1, cases: ["2"] }],
        }),
      );
      expect(lost).toMatchObject({ reason: "stuck" });
      // Waiting jobs come first now, like any next job.
      expect((await session.run(job(source))).batches.get(0)).toMatchObject([
        { text: '{"s":"v","v":1}' },
      ]);
    });
    await other;
    expect(order).toEqual(["session", "other"]);
  });

  test("a session whose work fails returns its slot, to be replaced in single-use mode", async () => {
    for (const singleUse of [false, true]) {
      const pool = openPool({ spares: 0, singleUse });
      const failing = pool.hold(async (session) => {
        await session.run(job(RIGHT));
        throw new Error("no more");
      });
      await expect(failing).rejects.toThrow("no more");
      expect((await pool.run(job(RIGHT))).batches.get(0)).toMatchObject([
        { text: '{"s":"v","v":2}' },
      ]);
    }
  });

  test("a slot killed from outside during a job is reported as lost, and the next job runs", async () => {
    const pool = openPool();
    const running = pool.run(job(LOOP));
    process.kill(await untilBusy(pool), "SIGKILL");
    const { lost, end } = await running;
    expect(end).toBeUndefined();
    expect(lost).toMatchObject({ reason: "broken" });
    expect((await pool.run(job(RIGHT))).batches.get(0)).toMatchObject([
      { text: '{"s":"v","v":2}' },
    ]);
  });

  test("a builtin that no time limit inside can interrupt is ended with the whole slot, at its case", async () => {
    const pool = openPool();
    const source =
      "export const f = (n: number): unknown => (n < 2 ? n : (3n ** 40000000n).toString());";
    const { lost } = await pool.run(
      job(source, {
        caseCpuTimeMs: 200,
        caseWallMs: 400,
        batches: [{ isolate: 0, seed: 1, cases: ["1", "2"] }],
      }),
    );
    expect(lost).toMatchObject({ reason: "stuck", at: { batch: 0, case: 1 } });
  });

  test("in careful mode even a sudden death is assigned to its case", async () => {
    const pool = openPool();
    const killed = pool.run(
      job(`let n = 0; export const f = (): number => { n++; if (n === 3) for (;;); return n; };`, {
        ...findStepLimits(60_000, 1),
        totalCpuTimeMs: 60_000,
        careful: true,
        batches: [{ isolate: 0, seed: 1, cases: ["1", "1", "1", "1"] }],
      }),
    );
    const pid = await untilBusy(pool);
    // Until it has computed enough to be in its loop.
    const before = readUsage(pid)!.cpuTimeMs;
    await expect.poll(() => readUsage(pid)!.cpuTimeMs - before).toBeGreaterThan(1000);
    process.kill(pid, "SIGKILL");
    expect((await killed).lost).toMatchObject({ at: { batch: 0, case: 2 } });
  });

  test("waiting jobs run in their order, and a cancelled one leaves the line", async () => {
    const pool = openPool();
    const done: string[] = [];
    const cancel = new AbortController();
    const first = pool.run(job(RIGHT)).then(() => done.push("first"));
    const second = pool.run(job(RIGHT), { signal: cancel.signal });
    const third = pool.run(job(RIGHT)).then(() => done.push("third"));
    cancel.abort();
    await expect(second).rejects.toThrow(JobCancelledError);
    await Promise.all([first, third]);
    expect(done).toEqual(["first", "third"]);
  });

  test("a cancelled job that already runs ends at once, and its slot with it", async () => {
    const pool = openPool();
    const cancel = new AbortController();
    const running = pool.run(
      job(LOOP, { caseCpuTimeMs: 60_000, totalCpuTimeMs: 60_000, caseWallMs: 60_000 }),
      { signal: cancel.signal },
    );
    await untilBusy(pool);
    cancel.abort();
    await expect(running).rejects.toThrow(JobCancelledError);
    expect((await pool.run(job(RIGHT))).lost).toBeUndefined();
  });

  test("draining finishes running jobs and accepts no more", async () => {
    const pool = openPool();
    await pool.open();
    const running = pool.run(
      job(
        "export const f = (n: number): number => { const end = 3e7; let s = 0; for (let i = 0; " +
          "i < end; i++) s += i % 3; return s > 0 ? n : 0; };",
      ),
    );
    await untilBusy(pool);
    const drained = pool.drain();
    await expect(pool.run(job(RIGHT))).rejects.toThrow(SlotsUnavailableError);
    expect((await running).batches.get(0)).toMatchObject([{ text: '{"s":"v","v":1}' }]);
    await drained;
    expect(await remainingSlotProcesses()).toEqual([]);
  });

  test("closing leaves no process, even during a start", async () => {
    for (let i = 0; i < 5; i++) {
      const pool = new SlotPool({ size: 2, spares: 1 });
      await pool.open();
      // The other slots are still starting now.
      await pool.close();
    }
    expect(await remainingSlotProcesses()).toEqual([]);
  });
});
