// The page of a graded submission: what it shows first, and what it shows folded.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseReport } from "../../grader/doors/reports.ts";
import { groupOf, reportOf } from "../support/queue-database.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

const words = (zh: string, en: string) => ({ "zh-CN": zh, en });
const PASSED: CaseReport = {
  name: "three values",
  title: words("三个数", "One, two, three"),
  verdict: "accepted",
  computedBy: null,
  input: null,
  isConverted: false,
  data: null,
  call: null,
  unstable: null,
  expected: null,
  actual: null,
  mismatches: [],
  mismatchCount: 0,
  thrown: null,
  returned: null,
  console: "<b>sum is 6</b>\n",
  hint: null,
  note: words("远低于上限。", "Well under the limit."),
  pattern: null,
  smallest: null,
};
const FAILED: CaseReport = {
  ...PASSED,
  name: "fractions",
  title: null,
  verdict: "wrong-answer",
  computedBy: "total",
  input: "[0.5, 0.25]",
  call: {
    name: "total",
    code: { whole: "total([0.5, 0.25])", folded: "total([0.5, … +1])" },
    result: { whole: "1", folded: "1" },
    wrongForm: null,
    given: [],
  },
  expected: "0.75",
  actual: "1",
  mismatches: [
    {
      kind: "value",
      path: "",
      name: "total(values)",
      expected: "0.75",
      actual: "1",
      error: 0.25,
      timesTolerance: null,
      note: null,
    },
  ],
  mismatchCount: 1,
  console: "",
  note: null,
};

const CONVERTED: CaseReport = {
  ...FAILED,
  name: "without a call",
  input: "{ kind: 1 }",
  isConverted: true,
  call: null,
};
const WRONG_FORM: CaseReport = {
  ...FAILED,
  name: "an array",
  call: {
    ...FAILED.call!,
    wrongForm: { wanted: "object", fields: ["left", "<count>"], returned: "array" },
  },
};

let site: QuietSite;
let read: (language: "zh-CN" | "en") => Promise<string>;
beforeAll(async () => {
  site = await openQuietSite();
  const student = await site.signUp("student");
  const sent = await student.post("/exercises/tiny/sum/submissions", {
    source: "export const total = () => 1;\n",
  });
  const { hash: exercise } = site.services.catalogue.find("tiny", "sum")!;
  const { queue } = site.services;
  const report = reportOf({
    verdict: "wrong-answer",
    score: 1,
    maxScore: 5,
    misconception: { id: "rounds", hint: words("你在四舍五入。", "You round."), isLikely: false },
    groups: [
      groupOf("shown", true, {
        verdict: "wrong-answer",
        cases: [PASSED, FAILED, WRONG_FORM, CONVERTED],
      }),
    ],
    receipt: { ...reportOf().receipt, exercise },
  });
  expect(queue.finish(queue.claim()!.submissionId, report)).toBe(true);
  read = async (language) => {
    student.cookies.set("language", language);
    return (await student.get(sent.headers.get("location")!)).text();
  };
});
afterAll(() => site.close());

test("the first error and the hint stand before everything else about it", async () => {
  const html = await read("en");
  const places = ["First error:", ">fractions<", "You round.", "0.75", "total([0.5, … +1])"].map(
    (text) => html.indexOf(text),
  );
  expect(places.every((at) => at > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  // The whole call is one click away.
  expect(html).toContain("total([0.5, 0.25])");
});

test("what passing tests printed is folded and escaped, and their notes are shown", async () => {
  const html = await read("en");
  expect(html).toContain('<details class="console">');
  expect(html).toContain("&lt;b&gt;sum is 6&lt;/b&gt;");
  expect(html).not.toContain("<b>sum is 6");
  expect(html).toContain("Well under the limit.");
  expect(html).toContain("One, two, three");
});

test("a wrong form stands first in its test; the browser gets it escaped", async () => {
  const html = await read("en");
  const words = "Return an object { left, &lt;count&gt; }; you returned an array.";
  const from = html.indexOf(">an array<");
  expect(html.indexOf(words)).toBeGreaterThan(from);
  expect(html.indexOf(words)).toBeLessThan(html.indexOf('class="mismatches"', from));
  expect(await read("zh-CN")).toContain("应当返回对象 { left, &lt;count&gt; }，你返回的是数组。");
});

test("data without a call is said to be converted; an argument is not", async () => {
  const html = await read("en");
  expect(html.split("Test data (converted before your function is called)")).toHaveLength(2);
  expect(await read("zh-CN")).toContain("测试数据（调用你的函数之前会先转换）");
});

test("in Chinese, with the pack's own words", async () => {
  const html = await read("zh-CN");
  for (const text of ["首个错误", "你在四舍五入。", "三个数", "远低于上限。"])
    expect(html).toContain(text);
  expect(html).not.toContain("One, two, three");
});
