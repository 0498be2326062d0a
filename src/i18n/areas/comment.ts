// What staff say of a line, a submission or a score.

import type { Words } from "./words.ts";

export const zhCN = {
  count_other: "有 {{count}} 条批注",
  ofWhole: "给这份代码写批注",
  addTo: "给第 {{line}} 行写批注",
  by: "{{name}} 的批注",
  edited: "改过",
  edit: "修改",
  remove: "删除",
  save: "保存批注",
  cancel: "取消",
  fault: {
    empty: "批注是空的，请写点内容。",
    long: "批注最多 {{count}} 个字符。",
  },
};

export const en: Words<typeof zhCN> = {
  count_one: "{{count}} comment",
  count_other: "{{count}} comments",
  ofWhole: "Comment on the whole",
  addTo: "Comment on line {{line}}",
  by: "Comment by {{name}}",
  edited: "edited",
  edit: "Edit",
  remove: "Remove",
  save: "Save the comment",
  cancel: "Cancel",
  fault: {
    empty: "The comment is empty: write something.",
    long: "A comment has at most {{count}} characters.",
  },
};
