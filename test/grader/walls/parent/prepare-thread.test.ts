// The files that the build stores beside a program spare every start work only if V8 accepts them.

import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildSlotProgram } from "../../../../grader/slots/parent/build-slot-program.ts";
import { buildTypesProgram } from "../../../../grader/type-check/build-types-program.ts";
import type { WalledProgram } from "../../../../grader/walls/parent/build-program.ts";
import { listLaunchPlans } from "../../../../grader/walls/parent/launch-plans.ts";
import { temporaryFolder } from "../../../support/packs.ts";

const PROGRAMS: [string, WalledProgram, string[]][] = [
  ["a slot", buildSlotProgram(), ["program.cache", "prelude.snapshot"]],
  ["the type checker", buildTypesProgram(), ["program.cache", "typescript.cache"]],
];

/** Starts a copy of the program, without walls but with all flags of V8, and ends its input. */
function startCopy(program: WalledProgram, change: (folder: string) => void) {
  const folder = temporaryFolder();
  for (const name of readdirSync(program.folder))
    copyFileSync(join(program.folder, name), join(folder, name));
  change(folder);
  const flags = listLaunchPlans(program, 3400)
    .at(-1)!
    .command.filter((word) => /^--(?:single-threaded|invocation|disable|no-warnings)/.test(word));
  const { addon, threadHeapMiB } = program;
  const script = join(folder, "start.mjs");
  writeFileSync(script, STARTING);
  const args = [String(threadHeapMiB), ...(addon === undefined ? [] : [addon.file])];
  return spawnSync(process.execPath, [...flags, script, ...args], { encoding: "utf8" });
}

/** Starts the program's thread, and ends when it is ready. */
const STARTING = `
import { Worker } from "node:worker_threads";
const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
  workerData: { progress: new SharedArrayBuffer(64), addon: process.argv[3] },
});
worker.on("message", async ({ kind }) => {
  console.log(kind);
  await worker.terminate();
});
`;

describe.each(PROGRAMS)("%s", (_, program, prepared) => {
  test("accepts the code that was compiled for it", () => {
    expect(readdirSync(program.folder)).toEqual(expect.arrayContaining(prepared));
    expect(readdirSync(program.folder)).not.toContain("prepare.mjs");
    const { stdout, stderr } = startCopy(program, () => undefined);
    expect({ stdout, stderr }).toEqual({ stdout: "ready\n", stderr: "" });
  });

  test("starts with code compiled for another Node, and says so", () => {
    const { stdout, stderr } = startCopy(program, (folder) =>
      writeFileSync(join(folder, "program.cache"), "compiled by something else"),
    );
    expect(stdout).toBe("ready\n");
    expect(stderr).toBe("the compiled code of program.cjs does not fit this Node\n");
  });

  test("does not start without the files that the build makes", () => {
    for (const name of prepared) {
      const { stdout } = startCopy(program, (folder) => rmSync(join(folder, name)));
      expect(stdout, name).toBe("");
    }
  });
});
