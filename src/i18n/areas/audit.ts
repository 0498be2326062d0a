// The audit log.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "操作记录",
};

export const en: Words<typeof zhCN> = {
  title: "Audit log",
};
