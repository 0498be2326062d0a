// Messages of gradus check if the machine prevented it from finishing: part of check.ts.

import type { Words } from "./words.ts";

export const zhCN = {
  prevented: {
    busy: "检查没有完成：机器繁忙。这不代表练习有问题，请重新检查。",
    "no-slots":
      "检查没有完成：目前无法在这里运行程序。这不代表练习有问题。（错误原文：{{detail}}）",
  },
  summaryPrevented_other: "{{checked}}，其中 {{count}} 道没有检查完",
};

export const en: Words<typeof zhCN> = {
  prevented: {
    busy: "This check did not finish because the machine was too busy. This says nothing about the exercise. Run the check again.",
    "no-slots":
      "This check did not finish because programs cannot run here at the moment. This says nothing about the exercise. ({{detail}})",
  },
  summaryPrevented_one: "{{checked}}; the check of {{count}} exercise did not finish",
  summaryPrevented_other: "{{checked}}; the checks of {{count}} exercises did not finish",
};
