// Errors of the exercise or the machine, not of the submission.

import type { Words } from "./words.ts";

export const zhCN = {
  reference: "这道题的参考实现出错了：{{detail}}",
  generator: "这道题的测试生成器出错了：{{detail}}",
  driver: "这道题的驱动程序出错了：{{detail}}",
  checker: "这道题的检查程序出错了：{{detail}}",
  validator: "这道题的输入校验程序出错了：{{detail}}",
  busy: "服务器太忙，没能运行这份提交。请过几分钟再提交一次。",
  slots: "没能运行这份提交：{{detail}}",
};

export const en: Words<typeof zhCN> = {
  reference: "The exercise's reference solution failed: {{detail}}",
  generator: "The exercise's generator of test cases failed: {{detail}}",
  driver: "The exercise's driver failed: {{detail}}",
  checker: "The exercise's checker failed: {{detail}}",
  validator: "The exercise's validator failed: {{detail}}",
  busy: "The machine was too busy to run the submission. Submit it again in a few minutes.",
  slots: "The submission could not be run: {{detail}}",
};
