import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report, Verdict } from "../../grader/doors/reports.ts";
import { runGradus } from "../support/command-host.ts";
import { copyTinyUnhurried, LLM_PRIMER, TINY } from "../support/packs.ts";
import { runGradus as runProcess } from "../support/run-gradus.ts";
import { SUM_LOOPS, SUM_RIGHT, SUM_WRONG, writeSubmission } from "../support/submissions.ts";

const LOOPS_AT_LOAD = "for (;;);\nexport const total = () => 0;\n";
const FILLS_THE_HEAP =
  "export function total(values: number[]): number { const all: number[][] = []; " +
  "for (;;) all.push(new Array(1000).fill(values.length)); }\n";
const TWO_GIB_OF_BYTES =
  "export function total(values: number[]): number { const all = []; for (let i = 0; " +
  "i < 2048; i++) all.push(new Uint8Array(1 << 20).fill(i)); return all.length; }\n";
const THROWS =
  'export function total(values: number[]): number {\n  throw new Error("no idea");\n}\n';
const RECURSES = "export function total(values: number[]): number { return total(values) + 1; }\n";
const FLOODS =
  "export function total(values: number[]): number { for (let i = 0; i < 100; " +
  'i++) console.log("x".repeat(1000)); return values.length; }\n';
const SYNTAX = "export function total(values: number[]): number {\n  return values[0 + 1;\n}\n";
const FORGED = `console.log(JSON.stringify({ format: "gradus-report", verdict: "accepted", score: 10, maxScore: 10 }));
JSON.stringify = () => '{"s":"v","v":6,"c":""}';
Array.prototype.push = function () { return 6; };
Array.prototype.toString = () => "accepted";
export function total(): number { console.log("Sum  accepted  10 of 10 points"); throw "accepted"; }
`;

/** fit-a-line, correct except for an extra list around the coefficients. */
function nestedCoefficients(): string {
  const right = readFileSync(
    join(LLM_PRIMER, "fit-a-line", "submissions", "accepted", "qr.ts"),
    "utf8",
  );
  return `${right.replaceAll(/\b(fit|predict|evaluate)\(/g, "$1Right(")}
export const fit = (...args: Parameters<typeof fitRight>) => {
  const right = fitRight(...args);
  return { coef: [right.coef], intercept: right.intercept, right };
};
type Both = Model & { right?: Model };
export const predict = (model: Both, X: number[][]) => predictRight(model.right ?? model, X);
export const evaluate = (model: Both, X: number[][], y: number[]) =>
  evaluateRight(model.right ?? model, X, y);
`;
}

/** Joins wrapped lines, which depend on the terminal; Chinese breaks without a space. */
const unwrapped = (text: string) => text.replaceAll(/\s+/g, "");

const sum = (source: string | Uint8Array, ...args: string[]) => [
  "grade",
  "sum",
  writeSubmission(source),
  "--packs",
  TINY,
  ...args,
];

describe("the exit code depends on the verdict", () => {
  test.each([
    ["0 for an accepted solution", SUM_RIGHT, 0],
    ["1 for a wrong one", SUM_WRONG, 1],
    ["1 for one that does not compile", SYNTAX, 1],
    ["1 for an infinite loop", SUM_LOOPS, 1],
  ])("%s", async (_name, source, code) => {
    const run = await runProcess(sum(source));
    expect(run).toMatchObject({ code, stderr: "", signal: null });
  });
});

describe("--json prints one document with verdict, score, maxScore, groups and receipt, and nothing else", () => {
  test.each<[string, Verdict, string, number]>([
    ["accepted", "accepted", SUM_RIGHT, 0],
    ["wrong", "wrong-answer", SUM_WRONG, 1],
    ["a compile error", "compile-error", SYNTAX, 1],
    ["a run-time error", "run-time-error", THROWS, 1],
    ["a time limit", "time-limit-exceeded", SUM_LOOPS, 1],
  ])("%s", async (_name, verdict, source, code) => {
    const run = await runGradus(sum(source, "--json"));
    expect(run).toMatchObject({ code, stderr: "" });
    const report = JSON.parse(run.stdout) as Report;
    expect(run.stdout).toBe(`${JSON.stringify(report, null, 2)}\n`);
    expect(report).toMatchObject({
      verdict,
      score: verdict === "accepted" ? 10 : 0,
      maxScore: 10,
      receipt: { seed: expect.any(Number) as number },
    });
    expect(report.groups.map(({ id }) => id)).toEqual(["shown", "fresh", "hidden"]);
    expect(report.receipt.submission).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("every failure has its own verdict and message, in both languages", () => {
  test.each<[string, string, string[], string[]]>([
    [
      "a wrong answer",
      SUM_WRONG,
      ["wrong answer", "expected  6", "got       3", "off by 3"],
      ["答案错误", "期望  6", "实际  3", "相差 3"],
    ],
    [
      "a thrown error",
      THROWS,
      ["run-time error", "threw Error: no idea (line 2)"],
      ["运行时错误", "抛出 Error: no idea（第 2 行）"],
    ],
    [
      "an infinite loop",
      SUM_LOOPS,
      ["time limit exceeded", "200 ms of CPU time", "Is there a loop that never ends?"],
      ["超出时间限制", "200 毫秒", "是不是有循环没有结束？"],
    ],
    [
      "an infinite loop while loading",
      LOOPS_AT_LOAD,
      ["time limit exceeded", "The file ran out of time while loading", "outside of all functions"],
      ["超出时间限制", "加载文件时超时", "写在了函数外面"],
    ],
    [
      "a list that grows without limit",
      FILLS_THE_HEAP,
      ["memory limit exceeded", "more than 32 MiB of memory"],
      ["超出内存限制", "占用的内存超过了 32 MiB"],
    ],
    [
      "2 GiB of bytes",
      TWO_GIB_OF_BYTES,
      ["run-time error", "RangeError", "32 MiB"],
      ["运行时错误", "RangeError", "32 MiB"],
    ],
    [
      "unlimited recursion",
      RECURSES,
      ["run-time error", "Maximum call stack", "calls itself"],
      ["运行时错误", "Maximum call stack", "调用自己"],
    ],
    [
      "printing too much",
      FLOODS,
      ["output limit exceeded", "more than 64 KiB"],
      ["超出输出限制", "超过 64 KiB"],
    ],
    [
      "a forged verdict",
      FORGED,
      ["run-time error", "0 of 10 points", 'threw "accepted"'],
      ["运行时错误", "0 分（满分 10 分）", '抛出 "accepted"'],
    ],
    ["a syntax error", SYNTAX, ["compile error", "Line 2, column"], ["编译错误", "第 2 行第"]],
    [
      "an import",
      'import fs from "node:fs";\nexport const total = () => fs.constants.O_RDONLY;\n',
      ["compile error", 'Line 1: "node:fs" cannot be imported'],
      ["编译错误", "第 1 行：不能导入“node:fs”"],
    ],
    [
      "a missing export",
      "export const sum = () => 0;\n",
      ["compile error", "does not export total", "export function total(values: number[]): number"],
      ["编译错误", "文件没有导出 total", "export function total(values: number[]): number"],
    ],
  ])("%s", async (_name, source, english, chinese) => {
    // Programs that exceed the time limit run with the usual limit, the others with ample time.
    const packs = english[0] === "time limit exceeded" ? TINY : copyTinyUnhurried();
    for (const [language, words] of [
      ["en", english],
      ["zh-CN", chinese],
    ] as const) {
      const { stdout, stderr, code } = await runGradus([
        "grade",
        "sum",
        writeSubmission(source),
        "--packs",
        packs,
        "--lang",
        language,
      ]);
      expect({ stderr, code }).toEqual({ stderr: "", code: 1 });
      for (const word of words) expect(unwrapped(stdout)).toContain(unwrapped(word));
    }
  });

  test("a wrong shape", async () => {
    const file = writeSubmission(nestedCoefficients());
    const english = await runGradus(["grade", "fit-a-line", file, "--lang", "en"]);
    const chinese = await runGradus(["grade", "fit-a-line", file, "--lang", "zh-CN"]);
    expect([english.code, chinese.code]).toEqual([1, 1]);
    for (const words of [
      "wrong answer",
      "coef  expected shape  an array of 1 number\n",
      "got shape       1 × 1\n",
      "wrapped in one array too many",
    ])
      expect(english.stdout).toContain(words);
    for (const words of [
      "答案错误",
      "coef  期望形状  长度为 1 的数组\n",
      "实际形状  1 × 1\n",
      "多包了一层数组",
    ])
      expect(chinese.stdout).toContain(words);
  });
});

describe("a file that is not a program is refused as a compile error, with advice", () => {
  test.each<[string, Uint8Array, string, string]>([
    [
      "more than 256 KiB",
      Buffer.alloc(256 * 1024 + 1, "/"),
      "Submit only the source code",
      "请只提交源代码",
    ],
    ["binary", Buffer.from("export const total = 1;\0\n"), "byte 23 is 0", "第 23 个字节是 0"],
    [
      "not UTF-8",
      Buffer.from("// 求和: \xc7\xf3\xba\xcd\nexport const total = 1;\n", "latin1"),
      "Save it as UTF-8",
      "另存为 UTF-8",
    ],
    ["empty", Buffer.from(""), "The file is empty", "文件为空"],
    ["only whitespace", Buffer.from(" \n\t\n"), "The file is empty", "文件为空"],
  ])("%s", async (_name, content, english, chinese) => {
    for (const [language, words] of [
      ["en", english],
      ["zh-CN", chinese],
    ] as const) {
      const run = await runGradus(sum(content, "--lang", language));
      expect(run).toMatchObject({ code: 1, stderr: "" });
      expect(run.stdout).toContain(words);
    }
    const json = await runGradus(sum(content, "--json"));
    expect(JSON.parse(json.stdout)).toMatchObject({
      verdict: "compile-error",
      score: 0,
      maxScore: 10,
    });
  });
});

describe("the language", () => {
  test.each<[string, string[], Record<string, string | undefined>, string]>([
    ["comes from LC_ALL", [], { LC_ALL: "zh_CN.UTF-8", LANG: "en_US.UTF-8" }, "通过"],
    [
      "comes from LANG if LC_ALL is not set",
      [],
      { LC_ALL: undefined, LANG: "zh_CN.UTF-8" },
      "通过",
    ],
    ["is English for every other locale", [], { LC_ALL: "fr_FR.UTF-8" }, "accepted"],
    ["is English without any locale", [], { LC_ALL: undefined }, "accepted"],
    ["is that of --lang if given", ["--lang", "en"], { LC_ALL: "zh_CN.UTF-8" }, "accepted"],
    ["is that of --lang= too", ["--lang=zh-CN"], { LC_ALL: "C" }, "通过"],
  ])("%s", async (_name, args, env, word) => {
    const run = await runGradus(sum(SUM_RIGHT, ...args), { env });
    expect(run.stdout.split("\n")[0]).toContain(word);
  });
});

describe("the same submission, pack and seed", () => {
  const PATTERNS =
    "export const total = (values: number[]): number => values.reduce((a, b) => a + " +
    "Math.abs(b), Math.random() * 1e-15);\n";

  test("give the same JSON twice, except for usage", async () => {
    const args = sum(PATTERNS, "--json", "--seed", "7");
    const [first, second] = [await runProcess(args), await runProcess(args)].map(({ stdout }) =>
      JSON.stringify({ ...(JSON.parse(stdout) as Report), usage: null }),
    );
    expect(first).toBe(second);
    expect(first).toContain("wrong-answer");
  });

  test("another --seed is in the receipt, and changes the generated tests", async () => {
    const args = sum(SUM_WRONG, "--json");
    const [a, b] = [
      await runGradus([...args, "--seed", "7"]),
      await runGradus([...args, "--seed", "8"]),
    ].map(({ stdout }) => JSON.parse(stdout) as Report);
    expect([a!.receipt.seed, b!.receipt.seed]).toEqual([7, 8]);
    const inputs = (report: Report) =>
      report.groups.find(({ id }) => id === "fresh")!.cases.map(({ input }) => input);
    expect(inputs(a!)).not.toEqual(inputs(b!));
  });
});

describe("--as", () => {
  test("an author sees the hidden tests", async () => {
    const run = await runGradus(sum(SUM_WRONG, "--as", "author"));
    expect(run.stdout).toContain("negative");
    expect(run.stdout).toContain("[-1, -2]");
  });

  test("without it, the report is a student's", async () => {
    const [without, student] = await Promise.all([
      runGradus(sum(SUM_WRONG)),
      runGradus(sum(SUM_WRONG, "--as", "student")),
    ]);
    expect(without.stdout).toBe(student.stdout);
  });

  test.each(["student", "exam"])(
    "a %s sees neither names nor inputs nor counts of hidden tests, and no times",
    async (who) => {
      const text = await runGradus(sum(SUM_WRONG, "--as", who));
      const json = await runGradus(sum(SUM_WRONG, "--as", who, "--json"));
      for (const { stdout } of [text, json]) {
        for (const secret of ["negative", "[-1, -2]", "2000000.5", "ms of CPU time", "cpuTimeMs"])
          expect(stdout).not.toContain(secret);
        // The name of a test; the report has a field largestError.
        expect(stdout).not.toMatch(/\blarge\b/);
      }
      expect(text.stdout).toContain("three values");
      const report = JSON.parse(json.stdout) as Report;
      expect(report.usage).toBeNull();
      expect(report.groups.find(({ visible }) => !visible)).toMatchObject({
        passed: null,
        total: null,
        cases: [],
      });
    },
  );

  test("a student sees the kind of the first hidden failure, but not in an exam", async () => {
    const rightWhereVisible =
      "export const total = (values: number[]): number => values.length === 1 ? 0 : " +
      "values.reduce((a, b) => a + b, 0) % 3000000;\n";
    const args = sum(rightWhereVisible, "--json", "--as");
    const student = JSON.parse((await runGradus([...args, "student"])).stdout) as Report;
    const exam = JSON.parse((await runGradus([...args, "exam"])).stdout) as Report;
    expect(student.groups.at(-1)).toMatchObject({ id: "hidden", failure: "wrong-answer" });
    expect(exam.groups.at(-1)).toMatchObject({ id: "hidden", failure: null, score: 0 });
    expect(exam.maxScore).toBe(5);
  });
});

test("long lists of a call are folded; --full shows all of them, and every failing test", async () => {
  const file = join(LLM_PRIMER, "fit-a-line/submissions/wrong_answer/stops-descending-early.ts");
  const [folded, full] = await Promise.all(
    [[], ["--full"]].map((args) => runGradus(["grade", "fit-a-line", file, ...args])),
  );
  expect(unwrapped(folded!.stdout)).toMatch(/calledfit\(\[\[-2\.551,.*…\+18\]/);
  expect(unwrapped(full!.stdout)).toContain("[-2.191,0.27,1.101],[-0.784,-2.168,1.729]]");
  expect(full!.stdout).not.toContain("… +");
  expect(full!.stdout.split("•").length).toBeGreaterThan(folded!.stdout.split("•").length);
});
