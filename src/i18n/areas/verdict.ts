// Verdicts of a submission, a group and a case.

import type { Words } from "./words.ts";

export const zhCN = {
  accepted: "通过",
  "wrong-answer": "答案错误",
  "time-limit-exceeded": "超出时间限制",
  "memory-limit-exceeded": "超出内存限制",
  "output-limit-exceeded": "超出输出限制",
  "limit-exceeded": "超出限制",
  "run-time-error": "运行时错误",
  "compile-error": "编译错误",
  "judge-error": "系统错误",
  "not-run": "未运行",
  skipped: "跳过",
};

export const en: Words<typeof zhCN> = {
  accepted: "accepted",
  "wrong-answer": "wrong answer",
  "time-limit-exceeded": "time limit exceeded",
  "memory-limit-exceeded": "memory limit exceeded",
  "output-limit-exceeded": "output limit exceeded",
  "limit-exceeded": "limit exceeded",
  "run-time-error": "run-time error",
  "compile-error": "compile error",
  "judge-error": "judge error",
  "not-run": "not run",
  skipped: "skipped",
};
