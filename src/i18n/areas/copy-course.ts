// Copying a course into a new term.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "复制课程",
  toPage: "复制课程到新学期",
  copied: "会复制课程设置，以及作业的规则、分值和日期。你会成为新课程的负责人。",
  notCopied: "不会复制成员、提交、成绩、提问、评语、公告，以及与学习平台的关联。",
  newTitle: "新课程的名称",
  newHint: "例如：机器学习，2027 年春",
  from: "原学期第一天",
  fromHint: "默认为第一项作业的日期。请核对。",
  to: "新学期第一天",
  toHint: "所有日期按这两天的间隔平移，几点几分不变。",
  inWeeks: "按整周平移，星期几保持不变",
  moved_other: "所有日期平移 {{count}} 天。",
  assignments: "作业",
  assignment: "作业",
  before: "原日期",
  after: "新日期",
  none: "这门课程没有作业，只会复制课程设置。",
  noDates: "没有日期",
  past: "新的截止时间已过。",
  left: "不复制",
  gone: "这道题已下架，无法复制。",
  replaced: "这道题已下架。可以改用替代它的题目。",
  take: {
    title: "版本",
    of: "“{{title}}”的版本",
    newest: "最新版本",
    pinned: "原课程的版本",
    replacement: "改用“{{title}}”",
    leave: "不复制",
  },
  date: {
    opensAtMs: "开放：{{date}}",
    dueAtMs: "截止：{{date}}",
    lateUntilMs: "补交截止：{{date}}",
  },
  affected: "复制的考试进行期间，以下课程中相同题目的隐藏测试结果也不会显示：",
  blocked: "有考试无法按现在的规则复制。请选择不复制，或先在原课程中修改。",
  changed: "预览之后内容有变化。尚未创建课程，请核对后再次创建。",
  preview: "预览",
  create: "创建新课程",
  error: {
    day: "请选择日期",
    far: "两个日期最多相隔 20 年",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Copy course",
  toPage: "Copy this course to a new term",
  copied:
    "The copy has the settings of this course, and its assignments with their rules, points and dates. You become its owner.",
  notCopied:
    "People, submissions, scores, questions, comments, announcements and links to learning platforms are not copied.",
  newTitle: "Title of the new course",
  newHint: "For example: Machine learning, spring 2027",
  from: "First day of the old term",
  fromHint: "The date of the first assignment, unless you change it.",
  to: "First day of the new term",
  toHint: "All dates move by the time between these days. The time of day stays the same.",
  inWeeks: "Move by whole weeks, so that weekdays stay the same",
  moved_one: "All dates move by {{count}} day.",
  moved_other: "All dates move by {{count}} days.",
  assignments: "Assignments",
  assignment: "Assignment",
  before: "Old dates",
  after: "New dates",
  none: "This course has no assignments. Only its settings are copied.",
  noDates: "No dates",
  past: "The new due date has passed.",
  left: "Not copied",
  gone: "This exercise was withdrawn. It cannot be copied.",
  replaced: "This exercise was withdrawn. You can use its replacement instead.",
  take: {
    title: "Version",
    of: "Version of “{{title}}”",
    newest: "Newest version",
    pinned: "Version of this course",
    replacement: "Use “{{title}}”",
    leave: "Do not copy",
  },
  date: {
    opensAtMs: "Opens: {{date}}",
    dueAtMs: "Due: {{date}}",
    lateUntilMs: "Late work until: {{date}}",
  },
  affected:
    "While a copied exam runs, results of hidden tests of the same exercises are not shown in these courses either:",
  blocked:
    "An exam cannot be copied under today's rules. Choose “Do not copy”, or change it in this course first.",
  changed:
    "Something has changed since the preview. No course was created. Check the preview, then create the course again.",
  preview: "Preview",
  create: "Create the new course",
  error: {
    day: "Choose a date",
    far: "The two dates are more than 20 years apart",
  },
};
