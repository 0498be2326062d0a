// The gradebook: its table, a cell's page, overrides, export.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "成绩册",
};

export const en: Words<typeof zhCN> = {
  title: "Gradebook",
};
