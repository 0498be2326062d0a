import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolder, TINY } from "../support/packs.ts";
import { type RunningGradus, runGradus, startGradus, stillRunning } from "../support/run-gradus.ts";
import { SUM_RIGHT, SUM_WRONG } from "../support/submissions.ts";

function watchSum(
  content: string,
  ...args: string[]
): { gradus: RunningGradus; file: string; graded: (times: number) => Promise<void> } {
  const file = join(temporaryFolder(), "sum.ts");
  writeFileSync(file, content);
  const gradus = startGradus(["watch", "sum", file, "--packs", TINY, ...args]);
  const graded = async (times: number) =>
    gradus.until(`graded ${times} times`, () => verdicts(gradus).length >= times);
  return { gradus, file, graded };
}

/** The verdict of every report so far, in order. */
const verdicts = ({ stdout }: RunningGradus) =>
  [...stdout.matchAll(/^Sum {2}(.+?) {2}.*points$/gm)].map(([, verdict]) => verdict);

test("grades at the start, and again at every save", async () => {
  const { gradus, file, graded } = watchSum(SUM_WRONG);
  await graded(1);
  await gradus.until("waiting", () =>
    gradus.stdout.includes(`Waiting for changes to ${file} (press Ctrl-C to stop)`),
  );
  await sleep(500);
  writeFileSync(file, SUM_RIGHT);
  await graded(2);
  await sleep(500);
  writeFileSync(file, "export const total = ;\n");
  await graded(3);
  expect(verdicts(gradus)).toEqual(["wrong answer", "accepted", "compile error"]);
  expect(gradus.stderr).toBe("");
});

test("grades again when an editor replaces the file by a new one", async () => {
  const { gradus, file, graded } = watchSum(SUM_WRONG);
  await graded(1);
  await sleep(500);
  writeFileSync(`${file}.new`, SUM_RIGHT);
  renameSync(`${file}.new`, file);
  await graded(2);
  expect(verdicts(gradus)).toEqual(["wrong answer", "accepted"]);
  await sleep(500);
  writeFileSync(`${file}.new`, SUM_WRONG);
  renameSync(`${file}.new`, file);
  await graded(3);
  expect(verdicts(gradus)).toEqual(["wrong answer", "accepted", "wrong answer"]);
});

test("waits for a file that has disappeared, and grades it when it is back", async () => {
  const { gradus, file, graded } = watchSum(SUM_WRONG);
  await graded(1);
  await sleep(500);
  rmSync(file);
  await gradus.until("said that it is gone", () =>
    gradus.stdout.includes("was removed. Waiting for it to come back"),
  );
  writeFileSync(file, SUM_RIGHT);
  await graded(2);
  expect(verdicts(gradus)).toEqual(["wrong answer", "accepted"]);
});

test("does not grade when another file in the folder is saved", async () => {
  const { gradus, file, graded } = watchSum(SUM_WRONG);
  await graded(1);
  await sleep(500);
  writeFileSync(join(file, "..", "other.ts"), SUM_RIGHT);
  await sleep(1500);
  expect(verdicts(gradus)).toHaveLength(1);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("ends on %s with exit code %i, and no process remains", async (signal, code) => {
  const { gradus } = watchSum(SUM_RIGHT, "--lang", "zh-CN");
  await gradus.until("graded", () => gradus.stdout.includes("正在等待"));
  const pids = await gradus.slotPids();
  gradus.child.kill(signal);
  expect(await gradus.ended).toMatchObject({
    code,
    signal: null,
    stderr: signal === "SIGINT" ? "\n已中断。\n" : "",
  });
  await sleep(1000);
  expect(stillRunning(pids)).toEqual([]);
});

test("does not start with a missing file: exit code 2", async () => {
  const run = await runGradus(["watch", "sum", "nowhere.ts", "--packs", TINY]);
  expect(run).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "gradus: File not found: nowhere.ts\n",
  });
});
