// Ctrl-C, a closed terminal, and worse: however the command ends, no process of a slot may remain.

import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyTiny, edit } from "../support/packs.ts";
import { startGradus, stillRunning } from "../support/run-gradus.ts";
import { SUM_LOOPS, writeSubmission } from "../support/submissions.ts";

/** The submission loops for as long as a pack allows, so it is running when the signal arrives. */
function gradeForAMinute(ownGroup = false) {
  const pack = copyTiny();
  edit(
    join(pack, "sum", "exercise.yaml"),
    "cpuTimeMs: 200, totalCpuTimeMs: 600",
    "cpuTimeMs: 60000, totalCpuTimeMs: 60000",
  );
  return startGradus(["grade", "sum", writeSubmission(SUM_LOOPS), "--packs", pack], { ownGroup });
}

const AT_WORK_MS = 800;

describe("while grading", () => {
  test.each([
    ["SIGINT", 130, "\nInterrupted.\n"],
    ["SIGTERM", 143, ""],
    ["SIGHUP", 129, ""],
  ] as const)(
    "%s ends the command with exit code %i, and a second later no slot remains",
    async (signal, code, stderr) => {
      const gradus = gradeForAMinute();
      const pids = await gradus.slotPids(AT_WORK_MS);
      gradus.child.kill(signal);
      expect(await gradus.ended).toEqual({ stdout: "", stderr, code, signal: null });
      await sleep(1000);
      expect(stillRunning(pids)).toEqual([]);
    },
  );

  test("Ctrl-C at a terminal, which reaches all its processes at once, does the same", async () => {
    const gradus = gradeForAMinute(true);
    const pids = await gradus.slotPids(AT_WORK_MS);
    process.kill(-gradus.pid, "SIGINT");
    expect(await gradus.ended).toMatchObject({ stderr: "\nInterrupted.\n", code: 130 });
    await sleep(1000);
    expect(stillRunning(pids)).toEqual([]);
  });

  test("after SIGKILL its orphans end by themselves within a second", async () => {
    const gradus = gradeForAMinute();
    const pids = await gradus.slotPids(AT_WORK_MS);
    gradus.child.kill("SIGKILL");
    expect((await gradus.ended).signal).toBe("SIGKILL");
    await sleep(1000);
    expect(stillRunning(pids)).toEqual([]);
  });
});

describe("while the first slot is starting", () => {
  test.each(["SIGINT", "SIGKILL"] as const)("%s leaves no slot either", async (signal) => {
    const gradus = gradeForAMinute();
    const pids = await gradus.slotPids();
    gradus.child.kill(signal);
    await gradus.ended;
    await sleep(1500);
    expect(stillRunning(pids)).toEqual([]);
  });
});
