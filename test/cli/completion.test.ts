import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runGradus } from "../support/command-host.ts";
import { temporaryFolder } from "../support/packs.ts";
import { runCommand, runGradus as runProcess } from "../support/run-gradus.ts";

const has = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;

async function scriptFor(shell: string): Promise<string> {
  const run = await runGradus(["completion", shell]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const path = join(temporaryFolder(), `gradus.${shell}`);
  writeFileSync(path, run.stdout);
  return path;
}

describe.skipIf(!has("bash"))("bash", () => {
  test("accepts the script without complaint", async () => {
    expect(await runCommand("bash", ["-n", await scriptFor("bash")])).toMatchObject({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });

  test.each<[string, string[], string[], string[]]>([
    ["a command", ["gr"], ["grade"], ["watch"]],
    [
      "any command",
      [""],
      ["list", "start", "grade", "watch", "export", "check", "completion"],
      ["help-me"],
    ],
    ["an exercise", ["grade", "fit"], ["fit-a-line"], ["small-network"]],
    [
      "any exercise",
      ["start", ""],
      ["count-parameters", "fit-a-line", "small-network", "audit-the-text"],
      [],
    ],
    ["an option of the command", ["grade", "fit-a-line", "--s"], ["--seed"], ["--json"]],
    ["an exercise to export", ["export", "fit"], ["fit-a-line"], ["small-network"]],
    [
      "a platform to export to",
      ["export", "fit-a-line", "--to", ""],
      ["gradescope", "exercism"],
      [],
    ],
    ["an option shared with another command", ["check", "--o"], ["--only"], ["--seed"]],
  ])("completes %s", async (_name, words, wanted, unwanted) => {
    const script =
      'source "$1"; shift; COMP_WORDS=(gradus "$@"); COMP_CWORD=$#; _gradus; printf "%s\\n" "${COMPREPLY[@]}"';
    const run = await runCommand("bash", ["-c", script, "bash", await scriptFor("bash"), ...words]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const replies = run.stdout.trimEnd().split("\n");
    for (const word of wanted) expect(replies).toContain(word);
    for (const word of unwanted) expect(replies).not.toContain(word);
  });

  test("completes the name of a file after the exercise", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "mine.ts"), "");
    const script =
      'source "$1"; COMP_WORDS=(gradus grade fit-a-line mi); COMP_CWORD=3; _gradus; ' +
      'printf "%s\\n" "${COMPREPLY[@]}"';
    const run = await runCommand("bash", ["-c", script, "bash", await scriptFor("bash")], { cwd });
    expect(run.stdout).toBe("mine.ts\n");
  });

  test("learns which function completes gradus", async () => {
    const run = await runCommand("bash", [
      "-c",
      'source "$1"; complete -p gradus',
      "bash",
      await scriptFor("bash"),
    ]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain("-F _gradus gradus");
  });
});

test.each(["zsh", "fish"])("%s gets a script with every command and exercise", async (shell) => {
  const run = await runGradus(["completion", shell]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  for (const word of [
    "list",
    "start",
    "grade",
    "watch",
    "export",
    "check",
    "completion",
    "fit-a-line",
    "audit-the-text",
  ])
    expect(run.stdout).toContain(word);
  expect(run.stdout).toContain(shell === "zsh" ? "#compdef gradus" : "complete -c gradus");
});

test.each(["zsh", "fish"].filter(has))("%s accepts its script without complaint", async (shell) => {
  expect(await runCommand(shell, ["-n", await scriptFor(shell)])).toMatchObject({
    code: 0,
    stderr: "",
  });
});

test("another shell: lists the supported ones, exit code 2, in both languages", async () => {
  const english = await runProcess(["completion", "powershell"]);
  expect(english).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "gradus: Completion is available for bash, zsh and fish, not for powershell.\n",
  });
  const chinese = await runGradus(["completion", "toString"], { env: { LC_ALL: "zh_CN.UTF-8" } });
  expect(chinese).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "gradus: 自动补全支持 bash、zsh 和 fish，不支持 toString。\n",
  });
});
