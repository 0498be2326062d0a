// What somebody's data is, and how to take it along or have it deleted.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "个人数据",
  intro: "你可以下载本站保存的关于你的全部数据，也可以删除账号。",
  download: "下载我的数据",
  downloadOne: "下载 {{name}} 的数据",
  deleteMine: "删除我的账号",
  deleteOne: "删除账号：{{name}}",
  delete: "删除账号",
  goes: "会删除：姓名、用户名、邮箱、登录方式、草稿、提交过的全部代码、报告的内容，以及教师写的评语和理由。",
  stays:
    "会保留：作业的分数、提交的次数和时间，它们只对应一个编号，因此课程的统计不会改变。操作记录里只有编号。",
  backups: "已有的备份文件里仍有旧数据，直到备份过期。删除后无法恢复。",
  yourPassword: "输入你的密码确认",
  typeName: "输入姓名“{{name}}”确认",
  deleteForGood: "永久删除",
  back: "返回",
  done: "账号已删除。",
  fault: {
    name: "与姓名不一致，没有删除。",
    ownName: "与你的姓名不一致，没有改动。",
  },
  hindrance: {
    siteOwner: "不能删除管理员的账号，请先由另一名管理员取消其管理员权限。",
    courseOwner: "这个账号是某门课程唯一的课程负责人，请先指定另一名课程负责人。",
  },
};

export const en: Words<typeof zhCN> = {
  title: "Personal data",
  intro:
    "You can download everything that this site has about you, and you can delete your account.",
  download: "Download my data",
  downloadOne: "Download the data of {{name}}",
  deleteMine: "Delete my account",
  deleteOne: "Delete the account of {{name}}",
  delete: "Delete the account",
  goes: "What goes: name, user name, email address, ways to sign in, drafts, all code that was submitted, what reports say, and what teachers wrote as comments and reasons.",
  stays:
    "What stays: scores of assignments, and how often and when something was submitted, under a number, so that a course's sums do not change. The audit log holds numbers only.",
  backups:
    "Backups that were made before still hold the old data for as long as they are kept. This cannot be undone.",
  yourPassword: "Your password, to confirm it",
  typeName: "Type the name “{{name}}” to confirm it",
  deleteForGood: "Delete for good",
  back: "Back",
  done: "The account is deleted.",
  fault: {
    name: "That is not the name. Nothing was deleted.",
    ownName: "That is not your name. Nothing was changed.",
  },
  hindrance: {
    siteOwner:
      "The account of a site owner cannot be deleted. Another owner has to take the role away first.",
    courseOwner: "This account is the only owner of a course. Hand the course over first.",
  },
};
