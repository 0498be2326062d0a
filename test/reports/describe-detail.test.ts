// Why a pack's program failed: each code has a text in both languages, and quoted text is unchanged.

import { describe, expect, test } from "vitest";
import type { Failure } from "../../grader/slots/parent/failure.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { describeDetail } from "../../src/reports/describe-detail.ts";
import { describeMessage } from "../../src/reports/describe.ts";

const en = makeTranslator("en");
const zh = makeTranslator("zh-CN");

const CODES = {
  "wrong-answer": "",
  "time-limit-exceeded": "",
  "memory-limit-exceeded": "",
  "output-limit-exceeded": "",
  "not-run": "",
  crash: "",
  asynchronous: "",
  "no-answer": "",
  stopped: "",
  "no-cases": "",
  instrumented: "",
  threw: "Error: x",
  lost: "x",
  returned: "x",
  "no-input": "x",
  compile: "x",
  exports: "x",
} satisfies Record<Failure["why"], string>;

describe("the detail of a failed program", () => {
  test.each(Object.entries(CODES))("%s has a text in both languages", (why, detail) => {
    expect(describeDetail(en, { why, detail })).toMatch(/\w/);
    // An error is quoted, whatever its language.
    const words = describeDetail(zh, { why, detail: why === "threw" ? "错误" : detail });
    expect(words).toMatch(/\p{Script=Han}/u);
  });

  test("names the input", () => {
    const params = { why: "time-limit-exceeded", detail: "", input: "[1,2]" };
    expect(describeDetail(en, params)).toBe("time limit exceeded (input: [1,2])");
    expect(describeDetail(zh, params)).toBe("超出时间限制（输入：[1,2]）");
  });

  test("is quoted if it has no code, as in reports of earlier versions", () => {
    expect(describeDetail(zh, { detail: "it returned no list of cases" })).toBe(
      "it returned no list of cases",
    );
    expect(describeDetail(zh, {})).toBe("");
  });

  test("is part of the message, and absent for a student", () => {
    const code = "judge.generator";
    expect(describeMessage(zh, "zh-CN", { code, params: { why: "no-cases", detail: "" } })).toBe(
      "这道练习的测试生成器出错了：没有返回用例列表",
    );
    expect(describeMessage(zh, "zh-CN", { code, params: { detail: "" } })).toBe(
      "这道练习的测试生成器出错了。",
    );
  });
});
