// The map of the exercises.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "练习路线图",
  intro: "后面的练习用到前面练习的内容。建议按顺序完成，但任何练习都可以直接开始。",
  stage: "第 {{number}} 阶段",
  new: "未开始",
  score: "{{score}} / {{maxScore}}",
};

export const en: Words<typeof zhCN> = {
  title: "Map of the exercises",
  intro:
    "Later exercises use what you learn in earlier ones. The order is a recommendation: you can start any exercise.",
  stage: "Stage {{number}}",
  new: "not started",
  score: "{{score}} of {{maxScore}}",
};
