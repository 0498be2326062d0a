// A check that is interrupted, by Ctrl-C or by a closed pipe, ends at once and leaves no process
// behind: no slot, no compiler, no bundler.

import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { edit, temporaryFolder, TINY } from "../../support/packs.ts";
import { remainingSlotProcesses, signalAll } from "../../support/processes.ts";
import { type RunningGradus, startGradus } from "../../support/run-gradus.ts";

/** Many exercises: the check is still running long after it has printed the first. */
const COUNT = 40;

function manyExercises(): string {
  const pack = join(temporaryFolder(), "tiny");
  cpSync(TINY, pack, { recursive: true });
  const names = Array.from({ length: COUNT }, (_, i) => `sum-${i}`);
  for (const [i, name] of names.entries()) {
    cpSync(join(TINY, "sum"), join(pack, name), { recursive: true });
    edit(join(pack, name, "exercise.yaml"), "id: sum", `id: ${name}`);
    edit(join(pack, name, "exercise.yaml"), "7f2f3f7a01", `7f2f3f8a${String(i).padStart(2, "0")}`);
  }
  edit(join(pack, "pack.yaml"), "[sum]", `[sum, ${names.join(", ")}]`);
  return pack;
}

/** Starts a check, and waits until one exercise is done and others are running. */
async function checkMany(ownGroup = false): Promise<{ gradus: RunningGradus; summary: string }> {
  const summary = join(temporaryFolder(), "summary.md");
  const gradus = startGradus(["check", manyExercises(), "--no-mutants", "--summary", summary], {
    ownGroup,
  });
  await gradus.until("the first exercise is done", () => gradus.stdout.includes("✓ sum "), 120_000);
  return { gradus, summary };
}

/** The processes of a session that are still running. */
function processesOf(session: number): { pid: number; command: string }[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "latin1").split(") ")[1]!.split(" ");
      if (Number(stat[3]) !== session || stat[0] === "Z") return [];
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return [{ pid: Number(name), command }];
    } catch {
      return [];
    }
  });
}

test("Ctrl-C ends it with exit code 130 and one message", async () => {
  const { gradus, summary } = await checkMany(true);
  process.kill(-gradus.pid, "SIGINT");
  expect(await gradus.ended).toMatchObject({ code: 130, signal: null, stderr: "\nInterrupted.\n" });
  expect(existsSync(summary)).toBe(false);
  await expect.poll(() => processesOf(gradus.pid), { timeout: 20_000 }).toEqual([]);
  expect(await remainingSlotProcesses(gradus.pid)).toEqual([]);
});

test("Ctrl-C that ends the bundler first still prints one message", async () => {
  const { gradus } = await checkMany(true);
  const bundlers = processesOf(gradus.pid).filter(({ command }) => command.includes("esbuild"));
  expect(bundlers.length).toBeGreaterThan(0);
  signalAll(
    bundlers.map(({ pid }) => pid),
    "SIGKILL",
  );
  await sleep(50);
  gradus.child.kill("SIGINT");
  expect(await gradus.ended).toMatchObject({ code: 130, signal: null, stderr: "\nInterrupted.\n" });
});

test.each([
  ["SIGINT", 130, "\nInterrupted.\n"],
  ["SIGTERM", 143, ""],
] as const)(
  "%s to the command alone leaves none of its processes running, and none of their output",
  async (signal, code, stderr) => {
    const { gradus } = await checkMany(true);
    gradus.child.kill(signal);
    expect(await gradus.ended).toMatchObject({ code, signal: null, stderr });
    await expect.poll(() => processesOf(gradus.pid), { timeout: 20_000 }).toEqual([]);
  },
);

test("a closed pipe ends it with exit code 141, silently and before it has checked everything", async () => {
  const { gradus, summary } = await checkMany(true);
  gradus.child.stdout!.destroy();
  expect(await gradus.ended).toMatchObject({ code: 141, signal: null, stderr: "" });
  expect(existsSync(summary)).toBe(false);
  await expect.poll(() => processesOf(gradus.pid), { timeout: 20_000 }).toEqual([]);
});
