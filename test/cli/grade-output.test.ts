// What reaches the terminal: colours only on request, closed pipes, text that a submission wrote,
// missing walls.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder, TINY } from "../support/packs.ts";
import { BIN, runCommand, runGradus } from "../support/run-gradus.ts";
import { SUM_RIGHT, SUM_WRONG, writeSubmission } from "../support/submissions.ts";

const ESCAPE = "\u001b";
/**
 * Everything that could move a cursor, colour a screen or reverse a line; a line break does none of
 * these.
 */
const CONTROLS =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

const grade = (file: string, ...args: string[]) => ["grade", "sum", file, "--packs", TINY, ...args];

describe("colours", () => {
  test("are left out in a pipe", async () => {
    const run = await runGradus(grade(writeSubmission(SUM_WRONG)));
    expect(run.stdout).toContain("wrong answer");
    expect(run.stdout).not.toContain(ESCAPE);
  });

  test("are left out with NO_COLOR on a colour terminal", async () => {
    const run = await runGradus(grade(writeSubmission(SUM_WRONG)), {
      env: { NO_COLOR: "1", TERM: "xterm-256color", COLORTERM: "truecolor" },
    });
    expect(run.stdout + run.stderr).not.toContain(ESCAPE);
  });

  test("are there with FORCE_COLOR=1, and only colours", async () => {
    const file = writeSubmission(SUM_WRONG);
    const plain = await runGradus(grade(file));
    const coloured = await runGradus(grade(file), { env: { FORCE_COLOR: "1" } });
    expect(coloured.stdout).toContain(`${ESCAPE}[31m`);
    const usage = /\d+ ms of CPU time, \d+ ms/;
    // eslint-disable-next-line no-control-regex
    expect(coloured.stdout.replaceAll(/\u001b\[\d+m/g, "").replace(usage, "")).toBe(
      plain.stdout.replace(usage, ""),
    );
  });
});

describe("a pipe that is closed early ends the command quietly", () => {
  test.each([
    ["after one line of the list", `"$0" "$1" list | head -n 1`, /^A primer .*\n$/],
    [
      "after one line of a report",
      `"$0" "$1" grade sum "$2" --packs "$3" | head -n 1`,
      /^Sum {2}wrong answer.*\n$/,
    ],
    [
      "before anything is read of a report as JSON",
      `"$0" "$1" grade sum "$2" --packs "$3" --json | true`,
      /^$/,
    ],
    ["before anything is read of the help", `"$0" "$1" --help | true`, /^$/],
  ])("%s", async (_name, script, stdout) => {
    const run = await runCommand("sh", [
      "-c",
      script,
      process.execPath,
      BIN,
      writeSubmission(SUM_WRONG),
      TINY,
    ]);
    expect(run).toMatchObject({ stderr: "", code: 0 });
    expect(run.stdout).toMatch(stdout);
  });

  test("and does not change the exit code", async () => {
    const script = `{ "$0" "$1" grade sum "$2" --packs "$3"; echo "code $?" >&2; } | true`;
    const run = await runCommand("sh", [
      "-c",
      script,
      process.execPath,
      BIN,
      writeSubmission(SUM_WRONG),
      TINY,
    ]);
    expect(run.stderr).toBe("code 1\n");
  });
});

describe("text from a submission is printed escaped", () => {
  const HOSTILE = String.raw`\u001b[2J\u001b]0;title\u0007 \u202Egnp \u2066x\u2069 \u0085 \r\b \u009b31m \u200f`;

  test.each([
    ["on its console", `console.log("${HOSTILE}");\nreturn 0;`],
    ["in the message of an error", `throw new Error("${HOSTILE}");`],
    ["in the name of an error", `throw Object.assign(new Error("x"), { name: "${HOSTILE}" });`],
    ["as a thrown text", `throw "${HOSTILE}";`],
    ["in an output", `return "${HOSTILE}" as unknown as number;`],
  ])("%s", async (_name, body) => {
    const file = writeSubmission(
      `export function total(values: number[]): number {\n  void values;\n  ${body}\n}\n`,
    );
    const run = await runGradus(grade(file));
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expect(run.stdout).not.toMatch(CONTROLS);
    expect(run.stdout).toMatch(/\\u\{?0*1b/i);
    expect(run.stdout).toMatch(/\\u\{?202e/i);
  });

  test("in a line that does not compile", async () => {
    const run = await runGradus(
      grade(writeSubmission('export const total = "\u001b[31m\u202e" +;\n')),
    );
    expect(run.stdout).toContain("compile error");
    expect(run.stdout).not.toMatch(CONTROLS);
    expect(run.stdout).toContain("\\u{1b}[31m\\u{202e}");
  });
});

describe("a missing wall is reported once on stderr, and the submission is still graded", () => {
  const PLACES = ["/usr/bin", "/bin", "/usr/local/bin"];

  test("bubblewrap that the system does not permit", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "bwrap"),
      '#!/bin/sh\necho "bwrap: No permissions to create new namespace" >&2\nexit 1\n',
    );
    chmodSync(join(folder, "bwrap"), 0o755);
    const file = writeSubmission(SUM_RIGHT);
    const english = await runGradus(grade(file), {
      env: { PATH: `${folder}:${process.env["PATH"]}` },
    });
    expect(english.code).toBe(0);
    expect(english.stdout).toContain("accepted");
    expect(english.stderr).toMatch(
      /^gradus: Wall missing: bubblewrap \(.*\) \(bwrap: No permissions to create new namespace\)\. .*\n$/,
    );
    const chinese = await runGradus(grade(file, "--lang", "zh-CN"), {
      env: { PATH: `${folder}:${process.env["PATH"]}` },
    });
    expect(chinese.code).toBe(0);
    expect(chinese.stderr).toMatch(/^gradus: 缺少一道防护：bubblewrap.*No permissions.*\n$/);
  });

  const isRoot = process.getuid?.() === 0;
  const canHide = isRoot && spawnSync("unshare", ["--mount", "true"]).status === 0;

  // The grader looks in /usr/bin whatever PATH says, so the test hides bubblewrap by mounting a
  // folder over it, in a mount namespace.
  test.skipIf(!canHide)(
    "bubblewrap that is not installed (if mount namespaces can hide it)",
    async () => {
      const folder = temporaryFolder();
      const find = (name: string) =>
        PLACES.map((place) => join(place, name)).find((path) => existsSync(path))!;
      for (const name of ["sh", "setpriv"]) copyFileSync(find(name), join(folder, name));
      symlinkSync(process.execPath, join(folder, "node"));
      chmodSync(folder, 0o755);
      const script = `${find("mount")} --bind "$0" /usr/bin && exec "$@"`;
      const args = [
        "--mount",
        "sh",
        "-c",
        script,
        folder,
        process.execPath,
        BIN,
        ...grade(writeSubmission(SUM_WRONG)),
      ];
      const run = await runCommand(find("unshare"), args, { env: { PATH: folder } });
      expect(run.stderr).toMatch(
        /^gradus: Wall missing: bubblewrap \(.*\) \(bubblewrap is not installed\)\. .*\n$/,
      );
      expect(run.code).toBe(1);
      expect(run.stdout).toContain("wrong answer");
    },
  );

  test("nothing is reported if all walls stand", async () => {
    const run = await runGradus(grade(writeSubmission(SUM_RIGHT)));
    const complete =
      existsSync("/usr/bin/bwrap") &&
      spawnSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"]).status === 0;
    expect(run.stderr).toMatch(complete ? /^$/ : /^gradus: Without .*\n$/);
  });
});
