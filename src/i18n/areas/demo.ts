// The demo: the messages of the command, and the texts in the course that it creates.

import type { Words } from "./words.ts";

export const zhCN = {
  help: "在空网站上创建示例课程（60 名虚构的学生，真实评测的提交）",
  notEmpty:
    "{{folder}} 里已经有用户，示例课程只能创建在空网站上。请另选一个文件夹，例如：{{command}}",
  grading: "正在评测示例代码 {{done}}/{{of}}",
  done: "示例课程已建好：{{students}} 名学生，{{submissions}} 次提交，其中不同的代码 {{graded}} 份，每份都真实评测过。",
  signIn: "用户名 {{username}}，密码 {{password}}（只显示这一次）",
  next: "运行 {{command}}，登录后打开 {{address}}",
  course: "机器学习导论（示例）",
  teacher: "示例教师",
  announcement: "这周的练习为下周的内容做准备，请在截止前完成。",
  overrideReason: "当面演示了正确的做法，只差一处笔误",
  extensionReason: "参加比赛",
  allowanceReason: "截止前校园网中断",
  comment: "思路是对的。先看看第一行的形状，再想想求和应该沿哪个方向。",
};

export const en: Words<typeof zhCN> = {
  help: "fill an empty site with a demo course (60 made-up students, with graded submissions)",
  notEmpty:
    "The site in {{folder}} already has accounts. A demo needs an empty site. Use another folder, for example: {{command}}",
  grading: "grading examples, {{done}} of {{of}}",
  done: "The demo is ready: {{students}} students and {{submissions}} submissions of {{graded}} different programs, all of them graded.",
  signIn: "Username {{username}}, password {{password}} (shown only once)",
  next: "Run {{command}}, sign in, and open {{address}}",
  course: "Introduction to machine learning (demo)",
  teacher: "Demo instructor",
  announcement: "This week's exercise prepares the next lesson. Please finish it on time.",
  overrideReason: "explained it well in person; only a typo was left",
  extensionReason: "away at a competition",
  allowanceReason: "the campus network was down before the due date",
  comment:
    "The idea is right. Look at the shape of the first line again, and at the axis of the sum.",
};
