// The differences between the expected and the returned value of a failing case.

import type { Words } from "./words.ts";

export const zhCN = {
  expected: "期望",
  actual: "实际",
  shapeExpected: "期望形状",
  shapeActual: "实际形状",
  shapeOfList_other: "长度为 {{count}} 的数组",
  output: "输出",
  error: "相差 {{error}}",
  times: "是容差的 {{times}} 倍",
  missing: "缺少这一项，期望 {{expected}}",
  extra: "多出一项：{{actual}}",
  more_other: "另有 {{count}} 处不同",
  "not-finite": "不是有限的数",
};

export const en: Words<typeof zhCN> = {
  expected: "expected",
  actual: "got",
  shapeExpected: "expected shape",
  shapeActual: "got shape",
  shapeOfList_one: "an array of {{count}} number",
  shapeOfList_other: "an array of {{count}} numbers",
  output: "the output",
  error: "off by {{error}}",
  times: "{{times}} times the tolerance",
  missing: "missing; expected {{expected}}",
  extra: "unexpected extra item: {{actual}}",
  more_one: "and {{count}} more difference",
  more_other: "and {{count}} more differences",
  "not-finite": "not a finite number",
};
