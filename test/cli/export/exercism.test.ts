import { describe, expect, test } from "vitest";
import type { Audience, Report } from "../../../grader/doors/reports.ts";
import type { Language } from "../../../grader/doors/packs.ts";
import { toExercism } from "../../../src/cli/export/exercism.ts";
import {
  plainContext,
  useExportedReports,
  WAYS,
  type Way,
} from "../../support/exported-reports.ts";
import { LLM_PRIMER, load } from "../../support/packs.ts";
import { exercismResults } from "../../support/platform-formats.ts";

const reports = useExportedReports();

/** As Exercism reads it: JSON in the published form. */
function read(
  report: Report,
  audience: Audience = "student",
  language: Language = "en",
  exercise = reports.exported(report, audience).exercise,
) {
  const results = exercismResults.parse(
    JSON.parse(JSON.stringify(toExercism(plainContext(language), { report, audience, exercise }))),
  );
  return { ...results, tests: results.tests! };
}

describe("is valid for Exercism, for every audience and in both languages", () => {
  test.each(Object.keys(WAYS) as Way[])("%s", async (name) => {
    const report = await reports.way(name);
    for (const audience of ["author", "student", "exam"] as const) {
      const [english, chinese] = [read(report, audience, "en"), read(report, audience, "zh-CN")];
      const meaning = ({ status, tests }: typeof english) => ({
        status,
        tests: tests.map(({ status, test_code, task_id }) => ({ status, test_code, task_id })),
      });
      expect(meaning(chinese)).toEqual(meaning(english));
      const tests = report.messages.length > 0 ? 0 : 3 + 10 + (audience === "exam" ? 0 : 1);
      expect(english.tests).toHaveLength(tests);
    }
  });
});

test("an accepted solution: a test for each visible case, in order, and one for the hidden group", async () => {
  const { version, status, message, tests } = read(await reports.way("accepted"));
  expect({ version, status, message }).toEqual({ version: 3, status: "pass", message: null });
  expect(tests.slice(0, 4)).toEqual([
    { name: "Shown tests: three values", status: "pass", message: null, output: null, task_id: 1 },
    { name: "Shown tests: empty", status: "pass", message: null, output: null, task_id: 1 },
    { name: "Shown tests: fractions", status: "pass", message: null, output: null, task_id: 1 },
    { name: "Fresh tests: #1", status: "pass", message: null, output: null, task_id: 2 },
  ]);
  expect(tests.at(-1)).toEqual({
    name: "Hidden tests",
    status: "pass",
    message: null,
    output: null,
    task_id: 3,
  });
});

test("a wrong answer: the call, the difference, and the known mistake at the first failure, in both languages", async () => {
  const report = await reports.way("wrong");
  const { status, message, tests } = read(report);
  expect({ status, message }).toEqual({ status: "fail", message: null });
  expect(tests.slice(0, 3)).toEqual([
    {
      name: "Shown tests: three values",
      status: "fail",
      message:
        "Hint  Indices start at 0.\nthe output  expected  6\n            got       5  off by 1",
      output: null,
      test_code: "total([1, 2, 3])",
      task_id: 1,
    },
    { name: "Shown tests: empty", status: "pass", message: null, output: null, task_id: 1 },
    {
      name: "Shown tests: fractions",
      status: "fail",
      message: "the output  expected  0.75\n            got       0.25  off by 0.5",
      output: null,
      test_code: "total([0.5, 0.25])",
      task_id: 1,
    },
  ]);
  expect(tests.at(-1)).toEqual({
    name: "Hidden tests",
    status: "fail",
    message: "0 of 5 points · hidden · first failure: wrong answer",
    output: null,
    task_id: 3,
  });
  const brief = tests
    .filter(({ status, test_code }) => status === "fail" && test_code === undefined)
    .slice(0, -1);
  expect(brief.length).toBeGreaterThan(0);
  for (const test of brief)
    expect(test.message).toBe(
      "wrong answer (only the first failing tests of a group are shown in full)",
    );
  const chinese = read(report, "student", "zh-CN");
  expect(chinese.tests[0]).toMatchObject({
    name: "公开的测试：three values",
    message: "提示  数组的下标从 0 开始。\n输出  期望  6\n      实际  5  相差 1",
  });
  expect(chinese.tests.at(-1)).toMatchObject({
    name: "隐藏的测试",
    message: "0 分（满分 5 分） · 隐藏 · 首个失败：答案错误",
  });
});

describe("a run that stops before any test is an error, with the reason", () => {
  test.each<[Way, RegExp, RegExp]>([
    ["compile error", /^Line 2, column \d+: /, /^第 2 行第 \d+ 列：/],
    [
      "exports something else",
      /^The file does not export total\. It must contain: export function total\(values: number\[\]\): number$/,
      /^文件没有导出 total。/,
    ],
    [
      "throws while it is loaded",
      /^The file threw an error while loading, before any test: TypeError: /,
      /^测试开始之前，加载文件时抛出了异常：TypeError/,
    ],
  ])("%s", async (name, english, chinese) => {
    const report = await reports.way(name);
    expect(read(report)).toMatchObject({
      status: "error",
      message: expect.stringMatching(english) as string,
      tests: [],
    });
    expect(read(report, "exam", "zh-CN")).toMatchObject({
      status: "error",
      message: expect.stringMatching(chinese) as string,
      tests: [],
    });
  });

  test("its message is cut at 65535 bytes, between two characters", async () => {
    const whole = await reports.way("throws while it is loaded");
    for (const shift of ["", "x", "xx"]) {
      const { message } = read({
        ...whole,
        messages: [
          { code: "load.threw", params: { name: shift, message: "求".repeat(40_000), line: 1 } },
        ],
      });
      expect(Buffer.byteLength(message!)).toBeGreaterThan(65_530);
      expect(message).toMatch(/求…$/);
      expect(message).not.toContain("\uFFFD");
    }
  });
});

describe("a test without a result is an error", () => {
  test("because it threw", async () => {
    const { status, tests } = read(await reports.way("throws"));
    expect(status).toBe("fail");
    expect(tests[0]).toMatchObject({
      status: "error",
      message: "threw RangeError: there is no value 3 (line 4)\nexpected  6",
      test_code: "total([1, 2, 3])",
    });
  });

  test("because it never ended; tests that did not run refer to it", async () => {
    const report = await reports.way("never ends");
    const { status, tests } = read(report);
    const { cases } = report.groups[0]!;
    const at = cases.findIndex(({ verdict }) => verdict === "time-limit-exceeded");
    const others = [0, 1, 2].filter((i) => i !== at);
    expect(status).toBe("fail");
    expect(tests[at]).toMatchObject({
      status: "error",
      message: expect.stringMatching(
        /^time limit exceeded\nIt used more than the 200 ms/,
      ) as string,
    });
    for (const i of others)
      expect(tests[i]).toMatchObject({
        status: "error",
        message: `Not run, because the test "${cases[at]!.name}" ended with: time limit exceeded`,
      });
    expect(read(report, "student", "zh-CN").tests[others[0]!]!.message).toBe(
      `没有运行，因为测试“${cases[at]!.name}”的结果是“超出时间限制”`,
    );
  });

  test("because its group was skipped", async () => {
    expect(read(await reports.skipped()).tests.at(-1)).toEqual({
      name: "Hidden tests",
      status: "error",
      message: '0 of 5 points · hidden · skipped until "Fresh tests" passes',
      output: null,
      task_id: 3,
    });
  });
});

describe("hidden groups", () => {
  test("do not appear in an exam, and nothing shows their results", async () => {
    expect(read(await reports.way("wrong in a hidden test"), "exam")).toEqual(
      read(await reports.way("accepted"), "exam"),
    );
    expect(read(await reports.way("accepted"), "exam")).toMatchObject({ status: "pass" });
  });

  test("appear in full for an author; for a student with title, points and kind", async () => {
    const report = await reports.way("wrong in a hidden test");
    expect(read(report).tests.at(-1)).toMatchObject({
      status: "fail",
      message: "3.33 of 5 points · hidden · first failure: wrong answer",
    });
    expect(read(report, "author").tests.at(-1)!.message).toContain("input  [1000000, 2000000.5]");
  });
});

test("a judge error is an error of the judge, not of the student, in both languages", async () => {
  const report = await reports.judgeError();
  const { status, message, tests } = read(report);
  expect({ status, tests }).toEqual({ status: "error", tests: [] });
  for (const word of ["reference solution failed", "not in your code"])
    expect(message).toContain(word);
  expect(message).not.toContain("tired");
  expect(read(report, "author").message).toContain("tired");
  expect(read(report, "student", "zh-CN").message).toContain("不是你的问题");
});

describe("the output is what the submission printed", () => {
  test("as text", async () => {
    const { tests } = read(await reports.way("prints escapes"));
    expect(tests[0]!.output).toContain("\\u{1b}[2J");
    expect(tests[0]!.message).not.toContain("gnp.exe");
  });

  test("also for a test that passed", async () => {
    const report = structuredClone(await reports.way("accepted"));
    report.groups[0]!.cases[1]!.console = "nothing to add\n";
    expect(read(report).tests[1]).toMatchObject({ status: "pass", output: "nothing to add\n" });
  });

  test("up to 500 characters, with a note if it was longer, and no character is cut in two", async () => {
    const report = structuredClone(await reports.way("accepted"));
    const outputs = ["x".repeat(500), "x".repeat(501), "😀".repeat(300), `x${"😀".repeat(300)}`];
    const seen = outputs.map((console) => {
      report.groups[0]!.cases[0]!.console = console;
      return read(report).tests[0]!.output!;
    });
    expect(seen[0]).toBe(outputs[0]);
    for (const output of seen.slice(1))
      expect(output).toMatch(/[x😀]\nOutput was truncated\. Please limit to 500 chars$/u);
    for (const output of seen) expect(output.isWellFormed()).toBe(true);
    expect(read(report, "student", "zh-CN").tests[0]!.output).toMatch(/请不要超过 500 个字符$/);
  });
});

test("an exercise with a driver shows the recorded call of a failure, and without one the input", async () => {
  const exercise = await load(LLM_PRIMER, "fit-a-line");
  const report = await reports.grade(exercise, exercise.starter);
  const first = () => read(report, "student", "en", exercise).tests[0]!.test_code;
  expect(first()).toBe("fit([[1], [2], [3], [4], [5]], [2, 4, 5, 4, 5])");
  // There was too much to record.
  report.groups[0]!.cases[0]!.call = null;
  expect(first()).toMatch(/^\/\/ Test data .*\nconst input = \{ kind: "[a-z_]+", X: \[\[.*\};$/);
});
