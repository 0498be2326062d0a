// Statistics of an assignment.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "统计",
};

export const en: Words<typeof zhCN> = {
  title: "Statistics",
};
