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
  platform: "示例学习平台",
  announcement: "这周的练习为下周的内容做准备，请在截止前完成。",
  overrideReason: "当面演示了正确的做法，只差一处笔误",
  extensionReason: "参加比赛",
  allowanceReason: "截止前校园网中断",
  comment: "思路是对的。先看看第一行的形状，再想想求和应该沿哪个方向。",
  question: {
    done: "我在纸上算出来的和期望的一样，程序的结果却不同。应该先检查哪里？",
    answered: "这项测试是不是用到了空数组？我没有处理这种情况。",
    test: "我把每一步都打印出来了，还是看不出从哪里开始出错。",
    line: "这里可以改用 `map` 吗？会更慢吗？",
  },
  answer: {
    done: "先用报告里的调用单独运行一次，对照每个中间值。注意循环的第一步。",
    answered: "没有，输入就写在这项测试里。请检查循环的上下界。",
  },
  thanks: "找到了，是循环少了一步。谢谢！",
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
  platform: "Demo learning platform",
  announcement: "This week's exercise prepares the next lesson. Please finish it on time.",
  overrideReason: "explained it well in person; only a typo was left",
  extensionReason: "away at a competition",
  allowanceReason: "the campus network was down before the due date",
  question: {
    done: "I get the expected value on paper, but my program returns another one. Where should I look first?",
    answered: "Does this test use an empty array? I do not handle that case.",
    test: "I printed every step, and I still cannot see where it goes wrong.",
    line: "Could I use `map` here? Would it be slower?",
  },
  answer: {
    done: "Run the call from the report on its own and compare each intermediate value. Look at the first step of the loop.",
    answered: "No, the report shows the input of this test. Check the bounds of the loop.",
  },
  thanks: "Found it: the loop was one step short. Thank you!",
  comment:
    "The idea is right. Look at the shape of the first line again, and at the axis of the sum.",
};
