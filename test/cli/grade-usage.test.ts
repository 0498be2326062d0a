// Wrong usage of gradus grade, and errors in the pack rather than in the solution: exit code 2,
// with a message on stderr.

import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../grader/doors/reports.ts";
import { runGradus } from "../support/command-host.ts";
import { copyTiny, edit, temporaryFolder, TINY } from "../support/packs.ts";
import { runGradus as runProcess } from "../support/run-gradus.ts";
import { SUM_RIGHT, writeSubmission } from "../support/submissions.ts";

const sum = (...args: string[]) => [
  "grade",
  "sum",
  writeSubmission(SUM_RIGHT),
  "--packs",
  TINY,
  ...args,
];

describe("a file of another language", () => {
  test.each([".py", ".java", ".PY", ".ipynb"])(
    "%s is refused, and nothing is graded",
    async (ending) => {
      const file = join(temporaryFolder(), `solution${ending}`);
      writeFileSync(file, "def total(values):\n    return sum(values)\n");
      for (const [language, says] of [
        ["en", "Solutions are written in TypeScript or JavaScript"],
        ["zh-CN", "练习要用 TypeScript 或 JavaScript 编写"],
      ] as const) {
        const run = await runGradus(["grade", "sum", file, "--packs", TINY, "--lang", language]);
        expect(run).toMatchObject({ code: 2, stdout: "" });
        expect(run.stderr).toContain(says);
        expect(run.stderr).toContain(ending);
      }
    },
  );
});

describe("an unknown exercise", () => {
  test("gets the nearest name as a suggestion, in both languages", async () => {
    const english = await runGradus(["grade", "fit-a-lime", writeSubmission(SUM_RIGHT)]);
    expect(english).toMatchObject({ code: 2, stdout: "" });
    expect(english.stderr).toBe(
      "gradus: There is no exercise called fit-a-lime.\nDid you mean fit-a-line?\n",
    );
    const chinese = await runGradus([
      "grade",
      "fit-a-lime",
      writeSubmission(SUM_RIGHT),
      "--lang",
      "zh-CN",
    ]);
    expect(chinese.stderr).toBe("gradus: 没有练习 fit-a-lime。\n是不是 fit-a-line？\n");
  });

  test("gets a hint where to look if no name is near", async () => {
    const run = await runGradus([
      "grade",
      "quantum-gravity-simulation",
      writeSubmission(SUM_RIGHT),
      "--packs",
      TINY,
    ]);
    expect(run).toMatchObject({
      code: 2,
      stderr:
        "gradus: There is no exercise called quantum-gravity-simulation.\nRun gradus list to see all exercises.\n",
    });
  });

  test("that two packs have: the message lists both packs", async () => {
    const folder = temporaryFolder();
    for (const id of ["tiny", "other"]) cpSync(TINY, join(folder, id), { recursive: true });
    edit(join(folder, "other", "pack.yaml"), "id: tiny", "id: other");
    const run = await runGradus(["grade", "sum", writeSubmission(SUM_RIGHT), "--packs", folder]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toBe(
      "gradus: More than one pack has an exercise called sum. Use the full name: other/sum, tiny/sum\n",
    );
  });

  test("may be given as the path of its folder", async () => {
    const run = await runGradus([
      "grade",
      `${join(TINY, "sum")}/`,
      writeSubmission(SUM_RIGHT),
      "--packs",
      TINY,
    ]);
    expect(run.code).toBe(0);
  });
});

describe("an unreadable file is named", () => {
  const grade = async (file: string) => runGradus(["grade", "sum", file, "--packs", TINY]);

  test("because it does not exist", async () => {
    expect(await grade("nowhere.ts")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "gradus: File not found: nowhere.ts\n",
    });
  });

  test("because it is a folder", async () => {
    const folder = temporaryFolder();
    expect(await grade(folder)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `gradus: ${folder} is a folder. Specify the file with your solution.\n`,
    });
  });

  test("because permission is denied", async () => {
    const link = join(temporaryFolder(), "loop.ts");
    symlinkSync("loop.ts", link);
    expect(await grade(link)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `gradus: Cannot read ${link} (ELOOP).\n`,
    });
  });

  test("with its control characters escaped", async () => {
    const run = await grade("a\u001b[31m\u202e.ts");
    expect(run.stderr).toBe("gradus: File not found: a\\u{1b}[31m\\u{202e}.ts\n");
  });
});

describe("an invalid option is named, with its valid values", () => {
  test.each([
    [
      "--seed that is not a number",
      ["--seed", "x"],
      "--seed must be a whole number from 0 to 2147483647, not x.",
      "--seed 必须是 0 到 2147483647 之间的整数，不能是 x。",
    ],
    ["--seed below 0", ["--seed=-1"], "not -1.", "不能是 -1。"],
    ["--seed too large", ["--seed", "2147483648"], "not 2147483648.", "不能是 2147483648。"],
    ["--seed in digits that are not ASCII", ["--seed", "1e3"], "not 1e3.", "不能是 1e3。"],
    [
      "--as",
      ["--as", "teacher"],
      "--as must be author, student or exam, not teacher.",
      "--as 只能是 author、student 或 exam，不能是 teacher。",
    ],
    [
      "an unknown option",
      ["--sed", "1"],
      "Unknown option --sed. See --help for all options.\nDid you mean --seed?",
      "没有选项 --sed。运行 --help 查看全部选项。\n是不是 --seed？",
    ],
    ["an extra argument", ["another.ts"], "Too many arguments for grade", "grade 的参数过多"],
  ])("%s", async (_name, args, english, chinese) => {
    for (const [language, words] of [
      ["en", english],
      ["zh-CN", chinese],
    ] as const) {
      const run = await runGradus(sum("--lang", language, ...args));
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toContain(words);
    }
  });

  test("--lang", async () => {
    const run = await runGradus(sum("--lang", "klingon"));
    expect(run).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "gradus: --lang must be zh-CN or en, not klingon.\n",
    });
  });

  test("a missing file argument", async () => {
    const run = await runProcess(["grade", "sum"]);
    expect(run).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "gradus: Missing argument file. See --help for usage.\n",
    });
  });
});

describe("an invalid pack", () => {
  const gradeWith = async (pack: string, ...args: string[]) =>
    runGradus(["grade", "sum", writeSubmission(SUM_RIGHT), "--packs", pack, ...args]);

  test("is reported with all five errors, each with file, line and key", async () => {
    const pack = copyTiny();
    const manifest = join(pack, "sum", "exercise.yaml");
    edit(manifest, /^uuid: .*\n/m, "");
    edit(manifest, "level: 1", "level: easy");
    edit(manifest, "{ zh-CN: 求和, en: Sum }", "{ zh-CN: 求和 }");
    edit(manifest, "cpuTimeMs: 200", "cpuTimeMs: 0");
    edit(manifest, "points: 5,", "points: 5, weight: 2,");
    const run = await gradeWith(pack);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    const lines = run.stderr.trimEnd().split("\n");
    expect(lines[0]).toContain("The pack has 5 problems");
    for (const wanted of [
      /sum\/exercise\.yaml:\d+ uuid: uuid is missing/,
      /sum\/exercise\.yaml:3 level: must be number, not string/,
      /sum\/exercise\.yaml:2 title\.en: the text in en is missing/,
      /sum\/exercise\.yaml:7 limits\.cpuTimeMs: invalid value 0; expected >= 10/,
      /sum\/exercise\.yaml:12 groups\[2\]\.weight: there is no key called weight here/,
    ])
      expect(
        lines.filter((line) => wanted.test(line)),
        String(wanted),
      ).toHaveLength(1);
    expect(lines).toHaveLength(6);
    expect((await gradeWith(pack, "--lang", "zh-CN")).stderr).toContain(
      "题库无法使用，有 5 处问题",
    );
  });

  test("because the statement in one language is missing", async () => {
    const pack = copyTiny();
    rmSync(join(pack, "sum", "statement.zh-CN.md"));
    const run = await gradeWith(pack);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("sum/statement.zh-CN.md");
  });

  test("because pack.yaml is not valid: the message gives its line, and does not call the exercise unknown", async () => {
    const pack = copyTiny();
    edit(join(pack, "pack.yaml"), "exercises: [sum]", "exercises: [sum");
    const run = await gradeWith(pack);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/tiny\/pack\.yaml:\d+: is not valid YAML/);
  });

  test("because the folder contains none", async () => {
    const folder = join(temporaryFolder(), "empty");
    mkdirSync(folder);
    const run = await gradeWith(folder);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("pack.yaml");
  });
});

test("a reference that fails is a judge error, exit code 2, and not the student's error, in both languages", async () => {
  const pack = copyTiny();
  edit(join(pack, "sum", "reference.ts"), "let sum = 0;", 'throw new Error("tired");');
  const grade = async (...args: string[]) =>
    runGradus(["grade", "sum", writeSubmission(SUM_RIGHT), "--packs", pack, ...args]);
  const english = await grade("--as", "author");
  expect(english.code).toBe(2);
  for (const words of [
    "judge error",
    "reference solution failed",
    "tired",
    "not in your code",
    "You lose no points",
  ])
    expect(english.stdout).toContain(words);
  const chinese = await grade("--as", "author", "--lang", "zh-CN");
  expect(chinese.code).toBe(2);
  for (const words of ["系统错误", "参考实现出错了", "不是你的问题"])
    expect(chinese.stdout).toContain(words);
  // The reason is for the author: it may quote a hidden input.
  const student = (await grade()).stdout;
  expect(student).toContain("reference solution failed.\n");
  expect(student).toContain("\nAdd --as author to see why the exercise's own programs failed.\n");
  expect((await grade("--as", "student", "--lang", "zh-CN")).stdout).toContain(
    "参考实现出错了。\n",
  );
  const json = await grade("--json");
  expect(json).toMatchObject({ code: 2, stderr: "" });
  expect((JSON.parse(json.stdout) as Report).messages).toMatchObject([{ code: "judge.reference" }]);
});
