// Comments by staff on a line, a submission or a score.

import type { Words } from "./words.ts";

export const zhCN = {
  count_other: "有 {{count}} 条评语",
  ofWhole: "为这份代码写评语",
  addTo: "为第 {{line}} 行写评语",
  by: "{{name}}的评语",
  edited: "已修改",
  edit: "修改",
  remove: "删除",
  save: "保存评语",
  cancel: "取消",
  error: {
    empty: "请填写评语。",
    long: "评语最多 {{count}} 个字符。",
  },
};

export const en: Words<typeof zhCN> = {
  count_one: "{{count}} comment",
  count_other: "{{count}} comments",
  ofWhole: "Comment on the whole submission",
  addTo: "Comment on line {{line}}",
  by: "Comment by {{name}}",
  edited: "edited",
  edit: "Edit",
  remove: "Delete",
  save: "Save comment",
  cancel: "Cancel",
  error: {
    empty: "The comment is empty. Write something first.",
    long: "Use at most {{count}} characters for a comment.",
  },
};
