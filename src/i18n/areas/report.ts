// A report in the terminal and on the page.

import type { Words } from "./words.ts";

export const zhCN = {
  points: "{{score}} 分（满分 {{maxScore}} 分）",
  groupPoints: "{{score}}/{{points}}",
  cases: "{{passed}}/{{total}} 个测试",
  notRun: "{{count}} 个没有运行",
  hidden: "隐藏",
  needs: "通过{{groups}}之后才会计分",
  input: "输入",
  console: "打印",
  threw: "抛出 {{thrown}}",
  thrownAt: "{{thrown}}（第 {{line}} 行）",
  crashed: "导致沙箱崩溃",
  smallest_other: "更小的输入同样出错（缩小了 {{count}} 步）",
  moreFailures_other: "另有 {{count}} 个测试没有通过",
  hint: "提示",
  likelyHint: "可能的错误",
  receipt: "提交 {{submission}} · 练习 {{exercise}} · 引擎 {{engine}} · 种子 {{seed}}",
  hiddenSeed: "隐藏测试的种子 {{hiddenSeed}}",
  usage: "CPU 时间 {{cpu}} 毫秒，总用时 {{wall}} 毫秒",
  failure: "首个失败：{{kind}}",
};

export const en: Words<typeof zhCN> = {
  points: "{{score}} of {{maxScore}} points",
  groupPoints: "{{score}}/{{points}}",
  cases: "{{passed}}/{{total}} tests",
  notRun: "{{count}} not run",
  hidden: "hidden",
  needs: "skipped until {{groups}} passes",
  input: "input",
  console: "printed",
  threw: "threw {{thrown}}",
  thrownAt: "{{thrown}} (line {{line}})",
  crashed: "crashed the sandbox",
  smallest_one: "a smaller input that still fails (found in {{count}} step)",
  smallest_other: "a smaller input that still fails (found in {{count}} steps)",
  moreFailures_one: "and {{count}} more failing test",
  moreFailures_other: "and {{count}} more failing tests",
  hint: "Hint",
  likelyHint: "Likely mistake",
  receipt: "submission {{submission}} · exercise {{exercise}} · engine {{engine}} · seed {{seed}}",
  hiddenSeed: "hidden seed {{hiddenSeed}}",
  usage: "{{cpu}} ms of CPU time, {{wall}} ms in total",
  failure: "first failure: {{kind}}",
};
