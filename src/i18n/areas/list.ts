// gradus list.

import type { Words } from "./words.ts";

export const zhCN = {
  level: "难度 {{level}}",
  points_other: "{{count}} 分",
  minutes_other: "约 {{count}} 分钟",
  fromText: "课文例题",
  recommended: "建议先完成：{{exercises}}",
  how: "开始一道练习：",
  thenGrade: "评测你写的代码：",
  orWatch: "或每次保存时自动评测：",
};

export const en: Words<typeof zhCN> = {
  level: "level {{level}}",
  points_one: "{{count}} point",
  points_other: "{{count}} points",
  minutes_one: "about {{count}} minute",
  minutes_other: "about {{count}} minutes",
  fromText: "from the text",
  recommended: "recommended first: {{exercises}}",
  how: "To start an exercise:",
  thenGrade: "To grade your code:",
  orWatch: "To grade it every time you save:",
};
