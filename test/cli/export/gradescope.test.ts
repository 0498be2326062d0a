import { describe, expect, test } from "vitest";
import type { Audience, Report } from "../../../grader/doors/reports.ts";
import type { Language } from "../../../grader/doors/packs.ts";
import { toGradescope } from "../../../src/cli/export/gradescope.ts";
import {
  plainContext,
  useExportedReports,
  WAYS,
  type Way,
} from "../../support/exported-reports.ts";
import { gradescopeResults } from "../../support/platform-formats.ts";
import { makeTextFigure } from "../../support/make-report.ts";

const reports = useExportedReports();
const AUDIENCES: Audience[] = ["author", "student", "exam"];

/** As Gradescope reads it: JSON in the published form. */
function read(report: Report, audience: Audience = "student", language: Language = "en") {
  const text = JSON.stringify(
    toGradescope(plainContext(language), reports.exported(report, audience)),
  );
  const { tests, ...whole } = gradescopeResults.parse(JSON.parse(text));
  return { text, whole, tests: tests! };
}

describe("is valid for Gradescope, for every audience and in both languages", () => {
  test.each(Object.keys(WAYS) as Way[])("%s", async (name) => {
    const report = await reports.way(name);
    for (const audience of AUDIENCES) {
      const [english, chinese] = [read(report, audience, "en"), read(report, audience, "zh-CN")];
      expect(english.whole).toMatchObject({
        score: report.score,
        output_format: "text",
        test_output_format: "text",
        test_name_format: "text",
        stdout_visibility: "hidden",
      });
      expect(
        english.tests.map(({ score, max_score, number }) => ({ score, max_score, number })),
      ).toEqual(
        report.groups.map(({ score, points }, i) => ({
          score,
          max_score: points,
          number: String(i + 1),
        })),
      );
      const meaning = ({ whole, tests }: typeof english) => ({
        whole: { ...whole, output: "" },
        tests: tests.map((test) => ({ ...test, name: "", output: "" })),
      });
      expect(meaning(chinese)).toEqual(meaning(english));
    }
  });
});

test("an accepted solution", async () => {
  const { whole, tests } = read(await reports.way("accepted"));
  expect(whole.output).toMatch(
    /^Sum {2}accepted {2}10 of 10 points\n\n {2}submission [0-9a-f]{8} · exercise [0-9a-f]{8} · engine \S+ · seed 1$/,
  );
  expect(whole).toMatchObject({
    score: 10,
    visibility: "visible",
    extra_data: { gradus: { verdict: "accepted", receipt: { seed: 1 } } },
  });
  expect(tests).toEqual([
    {
      score: 2,
      max_score: 2,
      status: "passed",
      name: "Shown tests",
      number: "1",
      output: "3/3 tests",
      visibility: "visible",
    },
    {
      score: 3,
      max_score: 3,
      status: "passed",
      name: "Fresh tests",
      number: "2",
      output: "10/10 tests",
      visibility: "visible",
    },
    {
      score: 5,
      max_score: 5,
      status: "passed",
      name: "Hidden tests",
      number: "3",
      output: "hidden",
      visibility: "visible",
    },
  ]);
});

test("a wrong answer: the first failing cases of each visible group, and the known mistake, in both languages", async () => {
  const report = await reports.way("wrong");
  const english = read(report);
  expect(english.tests[0]).toMatchObject({ score: 0, status: "failed" });
  expect(english.tests[0]!.output!.split("\n")).toEqual([
    "1/3 tests",
    "    • three values",
    "      Hint  Indices start at 0.",
    "      the output  expected  6",
    "                  got       5  off by 1",
    "      called  total([1, 2, 3])",
    "    • fractions",
    "      the output  expected  0.75",
    "                  got       0.25  off by 0.5",
    "      called  total([0.5, 0.25])",
  ]);
  expect(english.tests[1]!.output).toContain("a smaller input that still fails");
  expect(english.tests[1]!.output).toMatch(/and \d more failing tests$/);
  expect(english.tests[2]).toEqual({
    score: 0,
    max_score: 5,
    status: "failed",
    name: "Hidden tests",
    number: "3",
    output: "hidden · first failure: wrong answer",
    visibility: "visible",
  });
  expect(english.whole.output).toContain(
    "Sum  wrong answer  0 of 10 points\n  First error: `total`\n",
  );
  const chinese = read(report, "student", "zh-CN");
  expect(chinese.tests[0]!.output).toContain(
    "1/3 个测试\n    • three values\n      提示  数组的下标从 0 开始。\n      输出  期望  6\n            实际  5  相差 1\n      调用  total([1, 2, 3])",
  );
  expect(chinese.tests[2]).toMatchObject({
    name: "隐藏的测试",
    output: "隐藏 · 首个失败：答案错误",
  });
  expect(chinese.whole.output).toContain(
    "求和  答案错误  0 分（满分 10 分）\n  首个错误：`total`\n",
  );
});

test("if only a part of the output differs, both outputs are also shown in full", async () => {
  const report = structuredClone(await reports.way("wrong"));
  const [shown] = report.groups[0]!.cases;
  Object.assign(shown!, { expected: "{ mean: 2, sum: 6 }", actual: "{ mean: 2, sum: 5 }" });
  shown!.mismatches[0]!.path = "sum";
  shown!.mismatches[0]!.name = "sum";
  expect(read(report).tests[0]!.output!.split("\n").slice(1, 9)).toEqual([
    "    • three values",
    "      Hint  Indices start at 0.",
    "      sum  expected  6",
    "           got       5  off by 1",
    "      called  total([1, 2, 3])",
    "      returned  5",
    "      expected  { mean: 2, sum: 6 }",
    "      got  { mean: 2, sum: 5 }",
  ]);
});

describe("a run that stops before any test states the reason once, for the whole", () => {
  test.each<[Way, string, string, string, string]>([
    ["compile error", "compile error", "Line 2, column", "编译错误", "第 2 行第"],
    [
      "exports something else",
      "compile error",
      "The file does not export total.",
      "编译错误",
      "文件没有导出 total",
    ],
    [
      "throws while it is loaded",
      "run-time error",
      "The file threw an error while loading, before any test: TypeError",
      "运行时错误",
      "加载文件时抛出了异常",
    ],
  ])("%s", async (name, verdict, why, zhVerdict, zhWhy) => {
    const report = await reports.way(name);
    const [english, chinese] = [read(report), read(report, "student", "zh-CN")];
    expect(english.whole.output).toContain(why);
    expect(chinese.whole.output).toContain(zhWhy);
    expect(english.tests).toHaveLength(3);
    for (const test of english.tests)
      expect(test).toMatchObject({ output: verdict, status: "failed", score: 0 });
    for (const test of chinese.tests) expect(test.output).toBe(zhVerdict);
  });
});

describe("a run that stops in a test states the reason there", () => {
  test.each<[Way, string[]]>([
    [
      "throws",
      [
        "0/3 tests",
        "threw RangeError: there is no value 3 (line 4)",
        "called  total([1, 2, 3])",
        "expected  6",
      ],
    ],
    [
      "never ends",
      [
        "0/3 tests · 2 not run",
        "time limit exceeded",
        "more than the 200 ms of CPU time",
        "expected  ",
      ],
    ],
    ["prints too much", ["output limit exceeded", "more than 64 KiB"]],
    [
      "promises",
      ["total returned a Promise. These exercises are synchronous: remove async/await."],
    ],
  ])("%s", async (name, words) => {
    const { tests } = read(await reports.way(name));
    for (const word of words) expect(tests[0]!.output).toContain(word);
    expect(tests[2]!.output).toMatch(/^hidden · first failure: /);
  });
});

test("a skipped group names the group that it waits for", async () => {
  const { tests } = read(await reports.skipped());
  expect(tests[2]).toMatchObject({
    score: 0,
    max_score: 5,
    status: "failed",
    output: 'hidden · skipped until "Fresh tests" passes',
  });
});

test("the time is shown if there are no hidden groups that it could reveal", async () => {
  const report = await reports.way("accepted");
  expect(read({ ...report, groups: report.groups.slice(0, 2) }).whole.execution_time).toBe(
    report.usage!.wallTimeMs / 1000,
  );
  for (const audience of AUDIENCES)
    expect(read(report, audience).whole.execution_time).toBeUndefined();
});

describe("hidden groups", () => {
  const hiddenTest = async (audience: Audience) =>
    read(await reports.way("wrong in a hidden test"), audience).tests[2]!;

  test("for students: title, points and kind of failure, at once", async () => {
    expect(await hiddenTest("student")).toEqual({
      score: 3.33,
      max_score: 5,
      status: "failed",
      name: "Hidden tests",
      number: "3",
      output: "hidden · first failure: wrong answer",
      visibility: "visible",
    });
  });

  test("in an exam: the same, but after grades are published; nothing that is shown at once reveals them, and the points stay correct", async () => {
    const report = await reports.way("wrong in a hidden test");
    expect(await hiddenTest("exam")).toEqual({
      ...(await hiddenTest("student")),
      visibility: "after_published",
    });
    const { whole } = read(report, "exam");
    expect(whole).toMatchObject({ score: 8.33, extra_data: { gradus: { verdict: "accepted" } } });
    expect(whole.output).toContain("Sum  accepted  5 of 5 points");
    expect(whole).toEqual({
      ...read(await reports.way("accepted"), "exam").whole,
      score: 8.33,
      extra_data: {
        gradus: { verdict: "accepted", receipt: { ...report.receipt, hiddenSeed: undefined } },
      },
      output: whole.output,
    });
  });

  test("for authors: in full, and never shown to students", async () => {
    const shown = await hiddenTest("author");
    expect(shown).toMatchObject({ score: 3.33, visibility: "hidden" });
    for (const word of ["2/3 tests", "• large", "input  [1000000, 2000000.5]"])
      expect(shown.output).toContain(word);
  });

  test("leave no case in what students may read", async () => {
    for (const name of Object.keys(WAYS) as Way[]) {
      for (const audience of ["student", "exam"] as const) {
        expect(read(await reports.way(name), audience).text).not.toMatch(
          /• (?:negative|large|one)\b|1000000/,
        );
      }
    }
  });
});

test("a judge error: no test counts against anyone, and the reason is for the author", async () => {
  const report = await reports.judgeError();
  const { whole, tests } = read(report);
  expect(tests).toEqual([]);
  expect(whole.score).toBe(0);
  for (const word of [
    "judge error",
    "reference solution failed",
    "not in your code",
    "You lose no points",
  ])
    expect(whole.output).toContain(word);
  expect(whole.output).not.toContain("tired");
  const author = read(report, "author");
  expect(author.whole).toEqual(whole);
  expect(author.tests).toEqual([
    {
      status: "failed",
      name: "judge error",
      number: "1",
      output: expect.stringContaining("tired") as string,
      visibility: "hidden",
    },
  ]);
  expect(read(report, "student", "zh-CN").whole.output).toContain("不是你的问题");
});

test("what a submission printed is included as text: nothing that controls a terminal, reverses a line or is parsed as HTML", async () => {
  const { text, whole, tests } = read(await reports.way("prints escapes"));
  expect(tests[0]!.output).toContain("\\u{1b}[2J\\u{1b}[32mSum  accepted  10 of 10 points");
  expect(tests[0]!.output).toContain("\\u{202e}gnp.exe");
  expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\\u001b/);
  const figures = [makeTextFigure("<script>alert(1)</script>\u202e", "A sample")];
  const drawn = read({ ...(await reports.way("accepted")), figures });
  expect(drawn.whole).toMatchObject({
    output_format: "text",
    output: expect.stringContaining("A sample\n    <script>alert(1)</script>\\u{202e}") as string,
  });
  expect(whole.output_format).toBe("text");
});
