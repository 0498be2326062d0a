// What the wrong numbers of a case have in common.

import type { Words } from "./words.ts";

export const zhCN = {
  inField: "`{{field}}`：{{what}}",
  "not-written": "{{names}} 还没有写：代码与起始代码相同。",
  "nothing-written": "还没有写：代码与起始代码相同。",
  nan: "第一个 NaN 出现在 `{{path}}`。常见原因：用到了 undefined（下标越界、字段名写错），或者计算了 0/0、Infinity - Infinity。",
  infinite:
    "第一个 {{value}} 出现在 `{{path}}`。常见原因：除以 0、Math.log(0)、Math.exp 的参数太大，或者数值一步比一步大。",
  "one-too-many-start": "开头多了一个元素，其余都对。",
  "one-too-many-end": "末尾多了一个元素，其余都对。",
  "one-too-few-start": "开头少了一个元素，其余都对。",
  "one-too-few-end": "末尾少了一个元素，其余都对。",
  sign: "所有错误的数都只是符号相反。",
  "log-base": "所有错误的数都像是对数用错了底：用了 {{used}}，应为 {{instead}}。",
  percent: "所有错误的数都恰好大了 100 倍：这里要的是比例（0 到 1），不是百分数。",
  share: "所有错误的数都恰好是期望值的 1/100：这里要的是百分数，不是比例。",
  times: "所有错误的数都恰好是期望值的 {{factor}} 倍。",
  "times-about": "所有错误的数与期望值之比都相同，约为 {{factor}}。",
  "times-n": "所有错误的数都恰好是期望值的 {{factor}} 倍，其中 n = {{n}}，是输入里的一个长度。",
  shift: "所有错误的数都恰好{{side}}了 {{by}}。",
  large: "大",
  small: "小",
  "index-ahead": "数值是对的，但每一个都早了一位：第一个元素丢了。",
  "index-behind": "数值是对的，但每一个都晚了一位。",
  "rows-sum": "每一行加起来应为 1，这里有一行加起来是 {{sum}}。",
  "columns-sum": "每一行加起来应为 1，这里却是每一列加起来为 1。",
};

export const en: Words<typeof zhCN> = {
  inField: "`{{field}}`: {{what}}",
  "not-written": "{{names}}: not written yet. The code is still that of the starter.",
  "nothing-written": "Not written yet: the code is still that of the starter.",
  nan: "The first NaN is at `{{path}}`. Usual causes: undefined in a calculation (an index out of range, a misspelt field), 0/0, or Infinity - Infinity.",
  infinite:
    "The first {{value}} is at `{{path}}`. Usual causes: division by 0, Math.log(0), Math.exp of a large number, or values that grow from step to step.",
  "one-too-many-start": "There is one element too many at the start; all others are right.",
  "one-too-many-end": "There is one element too many at the end; all others are right.",
  "one-too-few-start": "One element is missing at the start; all others are right.",
  "one-too-few-end": "One element is missing at the end; all others are right.",
  sign: "Every wrong number has the opposite sign.",
  "log-base":
    "Every wrong number looks like a logarithm to the wrong base: {{used}} instead of {{instead}}.",
  percent:
    "Every wrong number is exactly 100 times too large: a share from 0 to 1 is expected, not a percentage.",
  share:
    "Every wrong number is exactly 1/100 of the expected one: a percentage is expected, not a share.",
  times: "Every wrong number is exactly {{factor}} times the expected one.",
  "times-about": "Every wrong number is the same multiple of the expected one, about {{factor}}.",
  "times-n":
    "Every wrong number is exactly {{factor}} times the expected one. n = {{n}} is a length in the input.",
  shift: "Every wrong number is exactly {{by}} too {{side}}.",
  large: "large",
  small: "small",
  "index-ahead": "The numbers are right, but each is one place too early. The first one is lost.",
  "index-behind": "The numbers are right, but each is one place too late.",
  "rows-sum": "Every row must add up to 1. One of yours adds up to {{sum}}.",
  "columns-sum": "Every row must add up to 1. In your result, every column does.",
};
