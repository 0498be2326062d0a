// A submission beside the solutions of its exercise, and what comes after it.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "对比参考答案",
  of: "“{{title}}”：对比参考答案",
  intro: "正确的写法不止一种。下面是你的代码，旁边是参考实现或另一种能通过的写法。",
  introStaff: "这次提交的代码，旁边是参考实现或另一种能通过的写法。",
  withheld: "学生现在看不到本页。",
  measured: "误差和时间",
  code: "代码",
  yours: "你的代码",
  theirs: "这次提交",
  reference: "参考实现",
  error: "最大误差",
  time: "CPU 时间",
  ratio: "用时与你的代码相比",
  ratioTheirs: "用时与这次提交相比",
  times: "{{times}} 倍",
  errorIn: "容差的 {{times}} 倍（{{group}}）",
  exact: "0，完全一致",
  noNumbers: "没有可比较误差的数值",
  failed: "{{verdict}}，没有通过全部公开测试",
  notMeasured: "本站现在无法运行",
  milliseconds: "{{ms}} 毫秒",
  tooShort: "太短，测不出",
  how_other:
    "每份代码都用同一批数据运行全部公开测试 {{count}} 次，时间取最短的一次。误差为容差的 1 倍时，刚好还能通过。很短的时间每次略有不同。",
  paused: "现在没有可用的评测程序，无法测量误差和时间。代码不受影响，请稍后重新加载本页。",
  busy: "现在正忙，还没有测量误差和时间。请在 {{seconds}} 秒后重新加载本页。",
  choose: "与哪一份代码对比",
  back: "返回这次提交",
  next: "下一道练习：{{title}}",
  nextAssignment: "下一项作业：{{title}}",
  course: "返回课程",
  whatNext: "接下来",
};

export const en: Words<typeof zhCN> = {
  title: "Compare with solutions",
  of: "“{{title}}”: compare with solutions",
  intro:
    "There is more than one correct solution. Here is your code beside the reference solution, or beside another solution that passes.",
  introStaff:
    "The submitted code beside the reference solution, or beside another solution that passes.",
  withheld: "Students cannot read this page now.",
  measured: "Error and time",
  code: "Code",
  yours: "Your code",
  theirs: "This submission",
  reference: "Reference solution",
  error: "Largest error",
  time: "CPU time",
  ratio: "Compared with yours",
  ratioTheirs: "Compared with this submission",
  times: "{{times}} × as long",
  errorIn: "{{times}} × the tolerance ({{group}})",
  exact: "0, exactly equal",
  noNumbers: "no numbers with an error to compare",
  failed: "{{verdict}}: not all visible tests passed",
  notMeasured: "cannot run on this site now",
  milliseconds: "{{ms}} ms",
  tooShort: "too short to measure",
  how_one:
    "All visible tests ran {{count}} time with the same inputs. An error of 1 × the tolerance would only just pass.",
  how_other:
    "All visible tests ran {{count}} times with the same inputs, the codes taking turns; the shortest time is shown. An error of 1 × the tolerance would only just pass. Very short times vary a little from run to run.",
  paused:
    "Error and time were not measured, because nothing can be graded at the moment. The code is complete. Reload this page later.",
  busy: "Error and time were not measured, because the site is busy. Reload this page in {{seconds}} s.",
  choose: "Code to compare with",
  back: "Back to the submission",
  next: "Next exercise: {{title}}",
  nextAssignment: "Next assignment: {{title}}",
  course: "Back to the course",
  whatNext: "What next",
};
