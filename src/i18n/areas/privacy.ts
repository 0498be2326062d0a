// What somebody's data is, and how to take it along or have it deleted.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "个人数据",
};

export const en: Words<typeof zhCN> = {
  title: "Personal data",
};
