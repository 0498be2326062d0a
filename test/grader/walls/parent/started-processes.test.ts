// Native code in a slot may start processes, which Node's permissions do not prevent: behind every
// wall that stands here they are found, and end with the slot.

import { describe, expect, test } from "vitest";
import { newJobId } from "../../../../grader/slots/parent/job-runner.ts";
import type { RunJob } from "../../../../grader/slots/protocol/jobs.ts";
import { SlotHandle } from "../../../../grader/slots/parent/slot-handle.ts";
import { findStepLimits } from "../../../../grader/slots/parent/time-rules.ts";
import { processesSaying } from "../../../support/processes.ts";
import { standInPlans } from "../../../support/stand-in-slot.ts";

let marks = 0;
/** A word in the command line of a process by which it is found. */
const newMark = () => `gradus-started-${process.pid}-${(marks += 1)}`;

const job = (): RunJob => ({
  type: "run",
  id: newJobId(),
  source: "",
  fileName: "a.ts",
  language: "typescript",
  keep: false,
  driver: null,
  exports: ["f"],
  ...findStepLimits(600_000, 1),
  totalCpuTimeMs: 1e6,
  memoryMiB: 1024,
  outputBytes: 1024,
  batches: [{ isolate: 0, seed: 1, cases: ["1"] }],
  careful: false,
});

const WAITING = "setInterval(() => {}, 1000)";
const listArguments = (mark: string) =>
  `process.execPath, ["-e", ${JSON.stringify(WAITING)}, "${mark}"]`;
/**
 * What a slot does when it gets a job. It never answers: only a look at its processes can end it.
 */
const KINDS: Record<string, (mark: string) => string> = {
  "a child": (mark) => `child_process.spawn(${listArguments(mark)}, { stdio: "ignore" });`,
  "a child that leaves its group": (mark) =>
    `child_process.spawn(${listArguments(mark)}, { stdio: "ignore", detached: true });`,
  // Its parent ends at once, so that it has no ancestor below the slot; the second child is the one
  // that is found.
  "an orphan": (mark) => `
    const starter = 'require("node:child_process")' +
      '.spawn(${listArguments(mark)}, { stdio: "ignore" }).unref()';
    child_process.spawnSync(process.execPath, ["-e", starter], { stdio: "ignore" });
    child_process.spawn(${listArguments(mark)}, { stdio: "ignore" });`,
};

describe.each(Object.keys(KINDS))("%s that a slot starts", (kind) => {
  const mark = newMark();
  const plans = () => standInPlans(KINDS[kind]!(mark));
  test.each([0, 1, 2, 3, 4, 5])("is found and ended with it (plan %i)", async (i) => {
    const plan = plans()[i];
    if (plan === undefined) return;
    const slot = new SlotHandle(plan);
    if (
      await slot.ready().then(
        () => false,
        () => true,
      )
    )
      return;
    const { lost } = await slot.run(job());
    expect(lost).toMatchObject({ reason: "broken", detail: "it started a process" });
    await expect.poll(() => processesSaying(mark)).toEqual([]);
  });
});

test("only in its own user namespace the kernel limits how many a slot may have, because elsewhere it counts those of others", async () => {
  const plans = standInPlans(`
    const { readFileSync } = await import("node:fs");
    const limit = /^Max processes +(\\d+)/m.exec(readFileSync("/proc/self/limits", "latin1"))?.[1] ?? 0;
    send({ type: "done", id: job.id, problem: null, load: null, driver: null, cpuTimeMs: Number(limit) });
  `);
  for (const plan of plans) {
    const slot = new SlotHandle(plan);
    if (
      await slot.ready().then(
        () => false,
        () => true,
      )
    )
      continue;
    const { end } = await slot.run(job());
    await slot.kill();
    const isItsOwn = plan.command.includes("--unshare-user");
    expect(plan.command.includes("--nproc=64")).toBe(isItsOwn);
    expect(end?.type === "done" && end.cpuTimeMs === 64).toBe(isItsOwn);
  }
});
