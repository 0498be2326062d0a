// The figures of reports.

import type { Words } from "./words.ts";

export const zhCN = {
  yours: "你的结果",
  expected: "期望",
  points: "数据点",
  none: "（无）",
  instead: "{{actual}}（期望 {{expected}}）",
  ofPassed: "测试“{{name}}”，通过。",
  ofFailed: "测试“{{name}}”，未通过。",
  noneToWrite: "这份报告没有图，没有写任何文件。",
  written: "已写入 {{file}}：{{title}}",
  beyond: "超出图框的值画在边上。",
  notFinite_other: "有 {{count}} 个值是 NaN 或无穷大，没有画出。",
  thinned_other: "共有 {{count}} 个值，只画了其中一部分。",
  fit: {
    right_other: "在全部 {{count}} 个点上，你的线都与正确的线重合。",
    wrong: "你的线与正确的线不同，差得最多的是 x = {{x}}：你的是 {{actual}}，应为 {{expected}}。",
    missing: "你的线有的地方没有值。",
  },
  curves: {
    mark: "第 {{step}} 步开始不同",
    right_other: "全部 {{count}} 步都与期望一致。",
    wrong: "从第 {{step}} 步开始不同：你的是 {{actual}}，应为 {{expected}}。",
    missing: "第 {{step}} 步没有值，应为 {{expected}}。",
    longer: "你的步数比期望的多。",
  },
  heatmap: {
    error: "误差（你的 − 期望）",
    right_other: "`{{path}}`，{{rows}} 行 {{columns}} 列：{{count}} 个值全部正确。",
    wrong_other: "`{{path}}`，{{rows}} 行 {{columns}} 列：{{all}} 个值中有 {{count}} 个不对。",
    colours: "蓝色表示偏小，红色表示偏大。",
    signs: "+ 表示偏大，- 表示偏小，? 表示没有值。",
    shape: "你返回的形状是 {{shape}}。",
  },
  bars: {
    right_other: "{{count}} 个数全部正确。",
    wrong_other:
      "{{all}} 个数中有 {{count}} 个不对，第一个是 {{label}}：你的是 {{actual}}，应为 {{expected}}。",
  },
  table: {
    right_other: "{{count}} 行全部正确。",
    wrong_other: "{{all}} 格中有 {{count}} 格不对。",
  },
};

export const en: Words<typeof zhCN> = {
  yours: "yours",
  expected: "expected",
  points: "points",
  none: "(none)",
  instead: "{{actual}} (expected {{expected}})",
  ofPassed: "Test “{{name}}”, passed.",
  ofFailed: "Test “{{name}}”, failed.",
  noneToWrite: "The report has no picture. No file was written.",
  written: "Wrote {{file}}: {{title}}",
  beyond: "Values beyond the frame are drawn at its edge.",
  notFinite_one: "{{count}} value is NaN or infinite and is not drawn.",
  notFinite_other: "{{count}} values are NaN or infinite and are not drawn.",
  thinned_one: "There is {{count}} value; only some are drawn.",
  thinned_other: "There are {{count}} values; only some are drawn.",
  fit: {
    right_one: "Your line is the right one at the only point.",
    right_other: "Your line is the right one at all {{count}} points.",
    wrong:
      "Your line is not the right one. The largest error is at x = {{x}}: yours is {{actual}}, expected {{expected}}.",
    missing: "Your line has no value at some points.",
  },
  curves: {
    mark: "first wrong: step {{step}}",
    right_one: "The only step is as expected.",
    right_other: "All {{count}} steps are as expected.",
    wrong: "The first difference is at step {{step}}: yours is {{actual}}, expected {{expected}}.",
    missing: "Step {{step}} has no value; expected {{expected}}.",
    longer: "You returned more steps than expected.",
  },
  heatmap: {
    error: "error (yours − expected)",
    right_one: "`{{path}}`, {{rows}} × {{columns}}: the only value is right.",
    right_other: "`{{path}}`, {{rows}} × {{columns}}: all {{count}} values are right.",
    wrong_one: "`{{path}}`, {{rows}} × {{columns}}: {{count}} of {{all}} values is wrong.",
    wrong_other: "`{{path}}`, {{rows}} × {{columns}}: {{count}} of {{all}} values are wrong.",
    colours: "Blue is too small, red too large.",
    signs: "+ is too large, - too small, ? no number.",
    shape: "The shape you returned is {{shape}}.",
  },
  bars: {
    right_one: "The only number is right.",
    right_other: "All {{count}} numbers are right.",
    wrong_one:
      "{{count}} of {{all}} numbers is wrong, {{label}}: yours is {{actual}}, expected {{expected}}.",
    wrong_other:
      "{{count}} of {{all}} numbers are wrong. The first is {{label}}: yours is {{actual}}, expected {{expected}}.",
  },
  table: {
    right_one: "The only row is right.",
    right_other: "All {{count}} rows are right.",
    wrong_one: "{{count}} of {{all}} cells is wrong.",
    wrong_other: "{{count}} of {{all}} cells are wrong.",
  },
};
