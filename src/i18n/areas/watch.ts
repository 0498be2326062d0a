// gradus watch.

import type { Words } from "./words.ts";

export const zhCN = {
  waiting: "正在等待 {{file}} 的改动（按 Ctrl-C 结束）……",
  gone: "{{file}} 不存在，等待它重新出现……",
};

export const en: Words<typeof zhCN> = {
  waiting: "Waiting for changes to {{file}} (press Ctrl-C to stop)…",
  gone: "{{file}} was removed. Waiting for it to come back…",
};
