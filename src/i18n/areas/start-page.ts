// The start page: what this is, what the reader was working on, the search.

import type { Words } from "./words.ts";

export const zhCN = {
  introduction:
    "这里的练习用 TypeScript 或 JavaScript 从零实现机器学习：从数一数参数开始，一直到训练一个小小的语言模型。写代码时会立即运行公开测试，并指出计算从哪里开始出错。每道练习都可以直接尝试，不需要账号；有了账号就可以保存成绩。",
  picture: "五个数据点，以及拟合它们的直线 y = 0.6x + 2.2",
  first: "从第一道练习开始：{{title}}",
  map: "查看路线图",
  continue: "继续上次的练习",
  levels: {
    title: "难度说明",
    one: "一个概念，几行代码。",
    two: "几个函数，公式在题目里给出。",
    three: "多个步骤，有需要留意的特殊情况。",
    four: "完整的算法，要把几个部分正确地组合起来。",
    five: "完整的模型，会用到前面多道练习的内容。",
    fromText: "题库是根据一篇课文编写的；这道练习是课文里的例题。没读过课文也能做。",
  },
  filter: {
    search: "搜索",
    searched: "标题、编号或函数名",
    level: "难度",
    levelNumber: "难度 {{level}}",
    anyLevel: "全部难度",
    state: "状态",
    anyState: "全部状态",
    new: "未开始",
    begun: "进行中",
    solved: "已通过",
    fromText: "只看课文例题",
    submit: "搜索",
    count_other: "共 {{count}} 道练习，显示 {{shown}} 道",
    none: "没有符合条件的练习。",
    clear: "显示全部练习",
  },
};

export const en: Words<typeof zhCN> = {
  introduction:
    "In these exercises you write machine learning from scratch, in TypeScript or JavaScript: from counting parameters to training a tiny language model. The visible tests run while you type and show where a computation first goes wrong. You can try any exercise without an account. With an account, your scores are saved.",
  picture: "Five points and the line that fits them, y = 0.6x + 2.2",
  first: "Start with the first exercise: {{title}}",
  map: "See the map",
  continue: "Continue where you left off",
  levels: {
    title: "What the levels mean",
    one: "One idea, a few lines of code.",
    two: "A few functions; the statement gives the formulas.",
    three: "Several steps, with special cases to handle.",
    four: "A complete algorithm: several parts must work together.",
    five: "A complete model that uses what you learned in earlier exercises.",
    fromText:
      "The pack follows a text about its subject, and this exercise is an example in it. You need not have read the text.",
  },
  filter: {
    search: "Search",
    searched: "Title, id or function name",
    level: "Level",
    levelNumber: "Level {{level}}",
    anyLevel: "All levels",
    state: "State",
    anyState: "All states",
    new: "Not started",
    begun: "In progress",
    solved: "Accepted",
    fromText: "Only examples from the text",
    submit: "Search",
    count_one: "{{shown}} of {{count}} exercise",
    count_other: "{{shown}} of {{count}} exercises",
    none: "No exercise matches.",
    clear: "Show all exercises",
  },
};
