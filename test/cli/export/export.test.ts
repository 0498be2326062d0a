import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runGradus } from "../../support/command-host.ts";
import { copyTiny, edit, EXERCISES, temporaryFolder, TINY } from "../../support/packs.ts";
import { exercismResults, gradescopeResults } from "../../support/platform-formats.ts";
import { runGradus as runProcess } from "../../support/run-gradus.ts";
import { SUM_LOOPS, SUM_RIGHT, SUM_WRONG, writeSubmission } from "../../support/submissions.ts";

const FORMATS = { gradescope: gradescopeResults, exercism: exercismResults };
const PLATFORMS = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
const SYNTAX = "export function total(";

const sum = (source: string, ...args: string[]) => [
  "export",
  "sum",
  writeSubmission(source),
  "--packs",
  TINY,
  ...args,
];
const ofReport = (file: string, ...args: string[]) => [
  "export",
  "sum",
  "--report",
  file,
  "--packs",
  TINY,
  ...args,
];

async function printReport(source: string, ...args: string[]): Promise<string> {
  const run = await runGradus([
    "grade",
    "sum",
    writeSubmission(source),
    "--packs",
    TINY,
    "--json",
    ...args,
  ]);
  const file = join(temporaryFolder(), "report.json");
  writeFileSync(file, run.stdout);
  return file;
}

describe("prints one document in the platform's form, and exits as grade does", () => {
  test.each([
    ["an accepted solution", SUM_RIGHT, 0],
    ["a wrong one", SUM_WRONG, 1],
    ["one that does not compile", SYNTAX, 1],
    ["an infinite loop", SUM_LOOPS, 1],
  ])("%s", async (_name, source, code) => {
    for (const platform of PLATFORMS) {
      const run = await runGradus(sum(source, "--to", platform));
      expect(run).toMatchObject({ code, stderr: "" });
      expect(run.stdout).toBe(
        `${JSON.stringify(FORMATS[platform].parse(JSON.parse(run.stdout)), null, 2)}\n`,
      );
    }
  });

  test("a judge error", async () => {
    const pack = copyTiny();
    edit(join(pack, "sum", "reference.ts"), "let sum = 0;", 'throw new Error("tired");');
    for (const platform of PLATFORMS) {
      const run = await runGradus([
        "export",
        "sum",
        writeSubmission(SUM_RIGHT),
        "--packs",
        pack,
        "--to",
        platform,
        "--lang",
        "zh-CN",
      ]);
      expect(run).toMatchObject({ code: 2, stderr: "" });
      expect(JSON.stringify(FORMATS[platform].parse(JSON.parse(run.stdout)))).toContain(
        "不是你的问题",
      );
    }
  });
});

test("is for students unless --as says otherwise", async () => {
  const [plain, student, author] = await Promise.all(
    [[], ["--as", "student"], ["--as", "author"]].map(async (args) =>
      runGradus(sum(SUM_WRONG, "--to", "exercism", "--seed", "3", ...args)),
    ),
  );
  expect(plain!.stdout).toBe(student!.stdout);
  expect(author!.stdout).toContain("input  [-1, -2]");
  expect(plain!.stdout).not.toContain("[-1, -2]");
});

test("--output writes it to a file and prints nothing", async () => {
  const file = join(temporaryFolder(), "results.json");
  expect(await runProcess(sum(SUM_RIGHT, "--to", "exercism", "--output", file))).toMatchObject({
    code: 0,
    stdout: "",
    stderr: "",
  });
  expect(exercismResults.parse(JSON.parse(readFileSync(file, "utf8")))).toMatchObject({
    status: "pass",
  });
  const nowhere = join(file, "results.json");
  expect(await runGradus(sum(SUM_RIGHT, "--to", "exercism", "--output", nowhere))).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `gradus: Cannot write to ${nowhere} (ENOTDIR).\n`,
  });
});

describe("--report accepts the output of grade --json", () => {
  test("and prints what grading prints, with the same exit code", async () => {
    for (const [source, code] of [
      [SUM_RIGHT, 0],
      [SUM_WRONG, 1],
    ] as const) {
      const report = await printReport(source);
      for (const platform of PLATFORMS) {
        const again = await runGradus(ofReport(report, "--to", platform));
        expect(again).toMatchObject({ code, stderr: "" });
        expect(again.stdout).toBe((await runGradus(sum(source, "--to", platform))).stdout);
      }
    }
  });

  test("but not a report made for an exam, since it does not contain the points, except for an exam on Exercism", async () => {
    const report = await printReport(SUM_WRONG, "--as", "exam");
    for (const args of [
      ["--to", "gradescope"],
      ["--to", "gradescope", "--as", "exam"],
      ["--to", "exercism"],
    ]) {
      expect(await runGradus(ofReport(report, ...args))).toMatchObject({
        code: 2,
        stdout: "",
        stderr:
          `gradus: ${report} was printed with --as exam, so it does not contain the points of the ` +
          "hidden tests. Print it again without --as.\n",
      });
    }
    expect(await runGradus(ofReport(report, "--to", "exercism", "--as", "exam"))).toMatchObject({
      code: 1,
      stderr: "",
    });
  });

  test("nor a report on another exercise", async () => {
    const report = await printReport(SUM_WRONG);
    const run = await runGradus([
      "export",
      "fit-a-line",
      "--report",
      report,
      "--packs",
      EXERCISES,
      "--to",
      "exercism",
    ]);
    expect(run).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `gradus: ${report} is a report for tiny/sum, not for llm-primer/fit-a-line.\n`,
    });
  });
});

describe("wrong usage is reported, in both languages, with exit code 2", () => {
  test.each<[string, () => Promise<string[]> | string[], string, string]>([
    ["no platform", () => sum(SUM_RIGHT), "--to gradescope or --to exercism.", "请指定平台"],
    [
      "another platform",
      () => sum(SUM_RIGHT, "--to", "moodle"),
      "--to must be gradescope or exercism, not moodle.",
      "--to 只能是 gradescope 或 exercism，不能是 moodle。",
    ],
    [
      "a platform named like a property of every object",
      () => sum(SUM_RIGHT, "--to", "constructor"),
      "not constructor.",
      "不能是 constructor。",
    ],
    [
      "another audience",
      () => sum(SUM_RIGHT, "--to", "exercism", "--as", "teacher"),
      "--as must be author, student or exam, not teacher.",
      "不能是 teacher。",
    ],
    [
      "a wrong seed",
      () => sum(SUM_RIGHT, "--to", "exercism", "--seed", "x"),
      "--seed must be a whole number",
      "--seed 必须是",
    ],
    [
      "no file",
      () => ["export", "sum", "--packs", TINY, "--to", "exercism"],
      "Specify the file with your solution, or an earlier report with --report.",
      "或用 --report 给出已有的报告",
    ],
    [
      "a file and a report",
      () => sum(SUM_RIGHT, "--to", "exercism", "--report", "report.json"),
      "not both.",
      "只能给出一个",
    ],
    [
      "a seed and a report",
      () => ofReport("report.json", "--to", "exercism", "--seed", "1"),
      "--seed cannot be used with --report",
      "不能与 --seed 一起使用",
    ],
    [
      "an unknown exercise",
      () => ["export", "summ", "x.ts", "--packs", TINY, "--to", "exercism"],
      "Did you mean sum?",
      "是不是 sum？",
    ],
    [
      "a missing file",
      () => ["export", "sum", "nowhere.ts", "--packs", TINY, "--to", "exercism"],
      "File not found: nowhere.ts",
      "找不到文件 nowhere.ts。",
    ],
    [
      "a missing report",
      () => ofReport("nowhere.json", "--to", "exercism"),
      "File not found: nowhere.json",
      "找不到文件 nowhere.json。",
    ],
    [
      "a report that is not JSON",
      () => ofReport(writeSubmission(SUM_RIGHT), "--to", "exercism"),
      "is not valid JSON: ",
      "不是合法的 JSON：",
    ],
    [
      "a report of another form",
      () => ofReport(writeSubmission('{"format":"gradus-check"}'), "--to", "exercism"),
      "is not a report. A report is the output of gradus grade --json.",
      "不是评测报告",
    ],
    [
      "a report of another version",
      () => ofReport(writeSubmission('{"format":"gradus-report","version":9}'), "--to", "exercism"),
      "is a report in format version 9; this Gradus reads version 2.",
      "是第 9 版格式的报告",
    ],
    [
      "a report with a missing part",
      () => ofReport(writeSubmission('{"format":"gradus-report","version":2}'), "--to", "exercism"),
      "this part is wrong or missing: verdict",
      "有一处错误或缺失：verdict",
    ],
  ])("%s", async (_name, args, english, chinese) => {
    const command = await args();
    const runs = await Promise.all(
      ["en", "zh-CN"].map(async (language) => runGradus([...command, "--lang", language])),
    );
    for (const [i, words] of [english, chinese].entries()) {
      expect(runs[i]).toMatchObject({ code: 2, stdout: "" });
      expect(runs[i]!.stderr).toContain(words);
    }
  });
});

test.each([
  ["en", "instead of a solution", "student (the default)", "write the result to this file"],
  ["zh-CN", "输出的报告", "（学生，默认）", "把结果写入这个文件"],
])("gradus export --help explains every argument and option (%s)", async (language, ...words) => {
  const run = await runGradus(["export", "--help", "--lang", language]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  for (const word of words) expect(run.stdout.replaceAll(/\s+/g, " ")).toContain(word);
  for (const option of [
    "--to",
    "--report",
    "--as",
    "--seed",
    "--output",
    "--packs",
    "--lang",
    "--help",
  ])
    expect(run.stdout).toContain(option);
});
