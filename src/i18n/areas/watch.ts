// gradus watch.

import type { Words } from "./words.ts";

export const zhCN = {
  waiting: "正在等待 {{file}} 的改动（按 Ctrl-C 结束）……",
  inShort: "报告超过一屏，结果和首个失败是：",
  gone: "{{file}} 不存在，等待它重新出现……",
};

export const en: Words<typeof zhCN> = {
  waiting: "Waiting for changes to {{file}} (press Ctrl-C to stop)…",
  inShort: "The report is taller than the screen. Its verdict and first failure:",
  gone: "{{file}} was removed. Waiting for it to come back…",
};
