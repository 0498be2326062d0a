// The frame of a course's pages.

import type { Words } from "./words.ts";

export const zhCN = {
  navigation: "课程导航",
  place: {
    overview: "作业",
    gradebook: "成绩册",
    statistics: "统计",
    questions: "提问",
    people: "成员",
    regrades: "重新评分",
    audit: "操作记录",
    settings: "课程设置",
  },
  archived: "已结束",
  archivedNote: "这门课程已经结束：内容都可以查看，但不能再提交或修改。",
  isArchived: "这门课程已经结束，不能再修改。如果需要修改，请课程负责人先重新开放课程。",
  viewAsStudent: "以学生身份查看",
  viewedAsStudent: "你正在以学生身份查看这门课程。",
  viewAsStaff: "返回教师视图",
};

export const en: Words<typeof zhCN> = {
  navigation: "Course",
  place: {
    overview: "Assignments",
    gradebook: "Gradebook",
    statistics: "Statistics",
    questions: "Questions",
    people: "People",
    regrades: "Regrade",
    audit: "Audit log",
    settings: "Course settings",
  },
  archived: "archived",
  archivedNote:
    "This course is archived. You can read everything, but nothing can be submitted or changed.",
  isArchived: "This course is archived and cannot be changed. A course owner can reopen it.",
  viewAsStudent: "View as student",
  viewedAsStudent: "You are viewing this course as a student.",
  viewAsStaff: "Back to staff view",
};
