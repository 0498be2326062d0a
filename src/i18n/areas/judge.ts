// Errors of the exercise or the machine, not of the submission. `why`: why a pack's program failed.

import type { Words } from "./words.ts";

export const zhCN = {
  reference: "这道练习的参考实现出错了：{{detail}}",
  generator: "这道练习的测试生成器出错了：{{detail}}",
  driver: "这道练习的驱动程序出错了：{{detail}}",
  checker: "这道练习的检查程序出错了：{{detail}}",
  validator: "这道练习的输入校验程序出错了：{{detail}}",
  busy: "服务器繁忙，未能运行这份提交。请几分钟后重新提交。",
  worker: "评测这份提交时，评测节点三次中断，不再重试。错误已记入站点日志，供管理员查看。",
  slots: "未能运行这份提交。错误原文：{{detail}}",
  at: "{{words}}（输入：{{input}}）",
  why: {
    threw: "{{detail}}",
    crash: "导致沙箱崩溃",
    asynchronous: "返回了 Promise",
    lost: "运行它的进程意外结束（{{detail}}）",
    "no-answer": "没有返回结果",
    stopped: "中途停止运行",
    returned: "返回值无效：{{detail}}",
    "no-cases": "没有返回用例列表",
    "no-input": "生成的用例缺少 input：{{detail}}",
    compile: "编译错误：{{detail}}",
    exports: "缺少导出 {{detail}}",
    instrumented: "加入变异开关后，没有通过自己的测试",
  },
};

export const en: Words<typeof zhCN> = {
  reference: "The exercise's reference solution failed: {{detail}}",
  generator: "The exercise's generator of test cases failed: {{detail}}",
  driver: "The exercise's driver failed: {{detail}}",
  checker: "The exercise's checker failed: {{detail}}",
  validator: "The exercise's validator failed: {{detail}}",
  busy: "The machine was too busy to run the submission. Submit it again in a few minutes.",
  worker:
    "The worker stopped three times while it graded this submission, so Gradus does not try again. The site owner can find details in the log.",
  slots: "The submission could not be run: {{detail}}",
  at: "{{words}} (input: {{input}})",
  why: {
    threw: "{{detail}}",
    crash: "it crashed the sandbox",
    asynchronous: "it returned a Promise",
    lost: "its process ended unexpectedly ({{detail}})",
    "no-answer": "it returned no result",
    stopped: "it stopped too early",
    returned: "its return value is not valid: {{detail}}",
    "no-cases": "it did not return a list of cases",
    "no-input": "a generated case has no input: {{detail}}",
    compile: "it does not compile: {{detail}}",
    exports: "it does not export {{detail}}",
    instrumented: "it fails its own tests once mutants are added",
  },
};
