// Taking a whole class into a course from a file.

import type { Words } from "../words.ts";

export const zhCN = {
  title: "导入名单",
  teaser: "从 CSV 文件一次添加全班学生，没有账号的会自动创建。导入前可以先预览。",
  open: "导入名单",
};

export const en: Words<typeof zhCN> = {
  title: "Import a roster",
  teaser: "Takes a whole class in from a CSV file, and makes accounts for those who have none. You see what will happen before it does.",
  open: "Import a roster",
};
