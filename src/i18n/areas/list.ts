// gradus list.

import type { Words } from "./words.ts";

export const zhCN = {
  level: "难度 {{level}}",
  points_other: "{{count}} 分",
  recommended: "建议先完成：{{exercises}}",
  how: "开始一道练习：",
  thenGrade: "评测你写的代码：",
  orWatch: "或每次保存时自动评测：",
};

export const en: Words<typeof zhCN> = {
  level: "level {{level}}",
  points_one: "{{count}} point",
  points_other: "{{count}} points",
  recommended: "recommended first: {{exercises}}",
  how: "To start an exercise:",
  thenGrade: "To grade your code:",
  orWatch: "To grade it every time you save:",
};
