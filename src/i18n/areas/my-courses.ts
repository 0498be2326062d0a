// The reader's courses, on the start page and on /courses.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "我的课程",
  none: "你还没有加入任何课程。要加入课程，请打开教师发给你的邀请链接。",
  noneYet: "你还没有课程。可以在下面创建一门。",
  next: "下次截止：",
  nothingDue: "近期没有即将截止的作业",
  total: "目前总评 {{percent}}%",
  noTotal: "还没有成绩",
  placeOf: "{{place}}：{{course}}",
  over_other: "{{count}} 门已结束的课程",
  overTitle: "已结束的课程",
  create: "创建课程",
  newTitle: "课程名称",
  newHint: "例如：机器学习，2026 年秋。你会成为这门课程的负责人。",
  due: {
    title: "近期截止",
    none: "近期没有即将截止的作业。",
    overdue: "已过截止时间，仍可补交",
    score: "{{points}} / {{max}} 分",
    submitted: "已提交",
    nothing: "尚未提交",
  },
  answers: {
    title: "新回答",
    toQuestion_other: "{{title}} · {{place}}：{{count}} 条新回答",
  },
  comments: {
    title: "新评语",
    onSubmission_other: "{{title}}：{{count}} 条新评语",
    onScore_other: "“{{title}}”的成绩：{{count}} 条新评语",
  },
};

export const en: Words<typeof zhCN> = {
  title: "My courses",
  none: "You are not in a course yet. To join one, open the join link from your instructor.",
  noneYet: "You have no courses yet. Create one below.",
  next: "Next due:",
  nothingDue: "Nothing is due soon",
  total: "{{percent}}% so far",
  noTotal: "no score yet",
  placeOf: "{{place}}: {{course}}",
  over_one: "{{count}} archived course",
  over_other: "{{count}} archived courses",
  overTitle: "Archived courses",
  create: "Create course",
  newTitle: "Course title",
  newHint: "For example: Machine learning, autumn 2026. You become its owner.",
  due: {
    title: "Due next",
    none: "Nothing is due soon.",
    overdue: "past due, late work accepted",
    score: "{{points}} of {{max}} points",
    submitted: "submitted",
    nothing: "not submitted",
  },
  answers: {
    title: "New answers",
    toQuestion_one: "{{title}} · {{place}}: {{count}} new answer",
    toQuestion_other: "{{title}} · {{place}}: {{count}} new answers",
  },
  comments: {
    title: "New comments",
    onSubmission_one: "{{title}}: {{count}} new comment",
    onSubmission_other: "{{title}}: {{count}} new comments",
    onScore_one: "Score of {{title}}: {{count}} new comment",
    onScore_other: "Score of {{title}}: {{count}} new comments",
  },
};
