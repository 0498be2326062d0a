import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { runGradus } from "../support/command-host.ts";
import { runGradus as runProcess } from "../support/run-gradus.ts";

const COMMANDS = [
  "list",
  "start",
  "grade",
  "watch",
  "hint",
  "replay",
  "export",
  "check",
  "completion",
  "help",
];

test.each([
  ["en", "Usage:", "Commands:", "grade a solution", "Exit codes: 0 accepted"],
  ["zh-CN", "用法：", "命令：", "评测一份代码", "退出码：0 表示通过"],
])("gradus --help lists every command and the exit codes (%s)", async (language, ...words) => {
  const run = await runGradus(["--help", "--lang", language]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  for (const word of words) expect(run.stdout).toContain(word);
  for (const command of COMMANDS) expect(run.stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
});

test.each([
  [
    "en",
    "Usage: gradus grade",
    "the file with your solution",
    "seed of the generated tests",
    "who the report is for: author",
  ],
  ["zh-CN", "用法： gradus grade", "你写的文件", "生成测试所用的种子", "（考试中的学生）"],
])("gradus grade --help explains every argument and option (%s)", async (language, ...words) => {
  for (const args of [
    ["grade", "--help"],
    ["help", "grade"],
  ]) {
    const run = await runGradus([...args, "--lang", language]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    for (const word of words) expect(run.stdout.replaceAll(/\n {2,}/g, " ")).toContain(word);
    for (const option of ["--packs", "--seed", "--as", "--lang", "--json", "--help"])
      expect(run.stdout).toContain(option);
  }
});

test("the help is in the language of the environment", async () => {
  expect((await runGradus(["--help"], { env: { LC_ALL: "zh_CN.UTF-8" } })).stdout).toContain(
    "用法：",
  );
});

test("no command: the help, exit code 2", async () => {
  const run = await runProcess([]);
  expect(run.code).toBe(2);
  expect(run.stdout + run.stderr).toContain("Usage: gradus");
});

test("an unknown command: suggests the nearest one, exit code 2, in both languages", async () => {
  expect(await runGradus(["grad"])).toMatchObject({
    code: 2,
    stdout: "",
    stderr:
      "gradus: Unknown command grad. See gradus --help for all commands.\nDid you mean grade?\n",
  });
  expect(await runGradus(["grad"], { env: { LC_ALL: "zh_CN.UTF-8" } })).toMatchObject({
    code: 2,
    stderr: "gradus: 没有命令 grad。运行 gradus --help 查看全部命令。\n是不是 grade？\n",
  });
});

test("--version is that of package.json", async () => {
  expect(await runProcess(["--version"])).toEqual({
    stdout: `${manifest.version}\n`,
    stderr: "",
    code: 0,
    signal: null,
  });
});
