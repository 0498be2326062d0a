// Started on any Node of the system, Gradus continues on the one that it pins.

import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { copyTiny, edit, TINY } from "../support/packs.ts";
import { runGradus, startGradus, stillRunning } from "../support/run-gradus.ts";
import { SUM_LOOPS, SUM_RIGHT, SUM_WRONG, writeSubmission } from "../support/submissions.ts";

const versionOf = (node: string) =>
  spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
const OTHER_NODE = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => {
  const version = versionOf(path);
  return version !== "" && version !== `v${manifest.dependencies.node}`;
});
const other =
  OTHER_NODE === undefined
    ? "there is no other Node in /usr/bin or /usr/local/bin"
    : `Node ${versionOf(OTHER_NODE)}`;

test("the tests run on the Node that is pinned", () => {
  expect(process.versions.node).toBe(manifest.dependencies.node);
});

describe.skipIf(OTHER_NODE === undefined)(`on another Node (${other})`, () => {
  const node = OTHER_NODE!;

  test("gradus --version prints the version and nothing else", async () => {
    expect(await runGradus(["--version"], { node })).toEqual({
      stdout: `${manifest.version}\n`,
      stderr: "",
      code: 0,
      signal: null,
    });
  });

  test.each([
    ["accepted", SUM_RIGHT, 0],
    ["a wrong answer", SUM_WRONG, 1],
  ])("the exit code of %s is passed on", async (_name, source, code) => {
    const run = await runGradus(["grade", "sum", writeSubmission(source), "--packs", TINY], {
      node,
    });
    expect(run).toMatchObject({ stderr: "", code, signal: null });
  });

  test("the exit code of wrong usage is passed on, with its message", async () => {
    const run = await runGradus(["grade", "sum", "nowhere.ts", "--packs", TINY], { node });
    expect(run).toEqual({
      stdout: "",
      stderr: "gradus: File not found: nowhere.ts\n",
      code: 2,
      signal: null,
    });
  });

  const gradeForAMinute = (ownGroup = false) => {
    const pack = copyTiny();
    edit(
      join(pack, "sum", "exercise.yaml"),
      "cpuTimeMs: 200, totalCpuTimeMs: 600",
      "cpuTimeMs: 60000, totalCpuTimeMs: 60000",
    );
    return startGradus(["grade", "sum", writeSubmission(SUM_LOOPS), "--packs", pack], {
      node,
      ownGroup,
    });
  };

  test.each([
    ["SIGINT", 130, "\nInterrupted.\n"],
    ["SIGTERM", 143, ""],
  ] as const)("%s is passed on, and no slot remains", async (signal, code, stderr) => {
    const gradus = gradeForAMinute();
    const pids = await gradus.slotPids(800);
    gradus.child.kill(signal);
    expect(await gradus.ended).toEqual({ stdout: "", stderr, code, signal: null });
    await sleep(1000);
    expect(stillRunning(pids)).toEqual([]);
  });

  test("Ctrl-C at a terminal, which reaches both Nodes, is handled once", async () => {
    const gradus = gradeForAMinute(true);
    const pids = await gradus.slotPids(800);
    process.kill(-gradus.pid, "SIGINT");
    expect(await gradus.ended).toEqual({
      stdout: "",
      stderr: "\nInterrupted.\n",
      code: 130,
      signal: null,
    });
    await sleep(1000);
    expect(stillRunning(pids)).toEqual([]);
  });

  test("SIGKILL of the outer Node ends the inner one too, and its slots", async () => {
    const gradus = gradeForAMinute();
    const pids = await gradus.slotPids(800);
    gradus.child.kill("SIGKILL");
    expect((await gradus.ended).signal).toBe("SIGKILL");
    await sleep(2000);
    expect(stillRunning(pids)).toEqual([]);
  });
});
