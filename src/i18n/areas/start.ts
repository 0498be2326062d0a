// gradus start.

import type { Words } from "./words.ts";

export const zhCN = {
  written: "已写入 {{file}}。用编辑器打开它，然后运行：",
  exists: "{{file}} 已经存在，没有改动。请换一个文件名：gradus start {{exercise}} --to 文件",
  statement: "题目：{{path}}",
};

export const en: Words<typeof zhCN> = {
  written: "Wrote {{file}}. Open it in your editor, then run:",
  exists:
    "{{file}} already exists and was not changed. Specify another file: gradus start {{exercise}} --to FILE",
  statement: "Statement: {{path}}",
};
