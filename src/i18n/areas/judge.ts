// Errors of the exercise or the machine, not of the submission.

import type { Words } from "./words.ts";

export const zhCN = {
  reference: "这道练习的参考实现出错了：{{detail}}",
  generator: "这道练习的测试生成器出错了：{{detail}}",
  driver: "这道练习的驱动程序出错了：{{detail}}",
  checker: "这道练习的检查程序出错了：{{detail}}",
  validator: "这道练习的输入校验程序出错了：{{detail}}",
  busy: "服务器繁忙，未能运行这份提交。请几分钟后重新提交。",
  slots: "未能运行这份提交：{{detail}}",
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
