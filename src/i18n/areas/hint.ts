// Hints that a student opens one after another.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "提示",
  intro: "卡住的时候，可以逐条打开每个函数的提示。打开提示不扣分，但会被记录，教师可以看到。",
  step: { nudge: "想一想", idea: "思路", formula: "公式" },
  show: {
    nudge: "打开第 1 条提示",
    idea: "打开第 2 条提示：思路",
    formula: "打开第 3 条提示：公式",
  },
  allOpened: "提示已全部打开。",
  exam: "这道练习正在考试，{{date}} 之前任何人都不能打开提示。",
  examEndless: "这道练习正在考试，考试结束之前任何人都不能打开提示。",
  off: "作业“{{assignment}}”不提供提示，作业结束之前，作为练习做这道题时也不提供。",
  attempts_other:
    "在作业“{{assignment}}”里再有 {{count}} 次提交没有通过，就可以打开提示。编译错误不算。",
  tooEarly: "请先打开前一条提示：{{step}}。",
  none: "这道练习没有提示。",
  opened: "已打开 {{count}}/{{of}} 条",
  ofOne: "打开某个函数的提示：",
  more: "查看下一条提示：",
  wrongStep: "--step 的值 {{value}} 无效，应为 {{steps}} 之一",
  stepOfWhat: "使用 --step 时，请同时写出函数的名字",
  unknownFunction: "没有函数 {{name}}；这道练习的函数有：{{names}}",
  needsLogin:
    "登录后才能打开这道练习的提示。请在网页 {{page}} 上打开，或先运行 gradus login {{url}}",
  refused: "现在不能打开提示。{{reason}}",
  draftConflict:
    "你的代码已在别的窗口里保存过新的内容，所以这里的代码没有保存，提示也没有打开。请返回上一页，复制你的代码，再重新加载练习。",
};

export const en: Words<typeof zhCN> = {
  title: "Hints",
  intro:
    "If you are stuck, open the hints of a function one after another. They cost no points. Your instructors can see which ones you have opened.",
  step: { nudge: "Nudge", idea: "Idea", formula: "Formula" },
  show: {
    nudge: "Open hint 1",
    idea: "Open hint 2: the idea",
    formula: "Open hint 3: the formula",
  },
  allOpened: "All hints are open.",
  exam: "An exam on this exercise is running. Nobody can open hints before {{date}}.",
  examEndless: "An exam on this exercise is running. Nobody can open hints before it ends.",
  off: "The assignment “{{assignment}}” has no hints. While it is open, they are not available for practice either.",
  attempts_one:
    "You can open hints after {{count}} more failed attempt at “{{assignment}}”. Code that does not compile is not counted.",
  attempts_other:
    "You can open hints after {{count}} more failed attempts at “{{assignment}}”. Code that does not compile is not counted.",
  tooEarly: "Open the previous hint first: {{step}}.",
  none: "This exercise has no hints.",
  opened: "{{count}} of {{of}} open",
  ofOne: "To open the hints of one function:",
  more: "For the next hint:",
  wrongStep: "invalid value {{value}} for --step; expected one of {{steps}}",
  stepOfWhat: "--step needs the name of a function",
  unknownFunction: "there is no function {{name}}; this exercise has {{names}}",
  needsLogin:
    "sign in to open hints of this exercise: open {{page}}, or run gradus login {{url}} first",
  refused: "hints are not available now. {{reason}}",
  draftConflict:
    "Your code was saved with other changes in another window, so the code here was not saved, and no hint was opened. Go back, copy your code, and reload the exercise.",
};
