// Personal data: downloading and deleting it.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "个人数据",
  intro: "你可以下载本站保存的关于你的全部数据，也可以删除账号。",
  download: "下载我的数据",
  downloadOne: "下载{{name}}的数据",
  deleteMine: "删除我的账号",
  deleteOne: "删除账号：{{name}}",
  delete: "删除",
  goes: "会删除：姓名、用户名、邮箱、登录方式（包括学习平台的）、与学习平台来往的记录、草稿、自己写的测试、证书、提交过的全部代码、报告的内容，提问及其回答，以及教师和助教写的评语和理由。",
  stays:
    "会保留：作业的分数、提交的次数和时间，以及作为教师或助教写给学生的评语和回答，它们只对应一个编号，因此课程的统计不会改变。操作记录里只有编号。",
  platforms:
    "传到学习平台的成绩由平台保存，这里不会删除，请向平台提出。为了不让平台的名单再次创建账号，会保留平台用户标识的摘要，仅凭它查不出是谁。",
  backups: "已有的备份文件里仍有旧数据，直到备份过期。删除后无法恢复。",
  deleteForGood: "永久删除",
  back: "返回",
  done: "账号已删除。",
  blocker: {
    siteOwner: "不能删除管理员的账号，请先由另一名管理员取消其管理员权限。",
    courseOwner: "这个账号是某门课程唯一的课程负责人，请先指定另一名课程负责人。",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Personal data",
  intro: "You can download all data that this site has about you, and you can delete your account.",
  download: "Download my data",
  downloadOne: "Download the data of {{name}}",
  deleteMine: "Delete my account",
  deleteOne: "Delete account of {{name}}",
  delete: "Delete",
  goes: "What is deleted: name, username, email address, sign-in methods (those of learning platforms too), the records of what learning platforms sent and got, drafts, tests you wrote, certificates, all submitted code, the contents of reports, questions to course staff with their answers, and what course staff wrote in comments and reasons.",
  stays:
    "What stays, under an ID instead of the name: assignment scores, how often and when something was submitted, and comments and answers written as course staff, so that the statistics of a course do not change. The audit log contains only IDs.",
  platforms:
    "Scores that were sent to a learning platform stay there: ask the platform to delete them. A digest of your user ID there is stored, so that its roster does not create the account again; nobody can be identified by it alone.",
  backups: "Existing backups contain the old data until they are deleted. This cannot be undone.",
  deleteForGood: "Delete permanently",
  back: "Back",
  done: "The account was deleted.",
  blocker: {
    siteOwner:
      "The account of a site owner cannot be deleted. Another owner must remove the role first.",
    courseOwner:
      "This account is the only owner of a course. Make someone else an owner of the course first.",
  },
};
