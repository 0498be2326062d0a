// The kinds of failure, for readers who may not see the values.

import type { Words } from "./words.ts";

export const zhCN = {
  value: "数值错误",
  shape: "形状错误",
  type: "类型错误",
  missing: "缺少内容",
  extra: "内容多余",
  "not-finite": "不是有限的数",
};

export const en: Words<typeof zhCN> = {
  value: "wrong value",
  shape: "wrong shape",
  type: "wrong type",
  missing: "something is missing",
  extra: "something is extra",
  "not-finite": "not a finite number",
};
