// Accounts that a roster created and nobody has signed in to, and the links for their first sign-in:
// to set a password, or to the institution's sign-in.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "尚未登录的账号",
  open: "查看尚未登录的账号",
  teaser_other: "名单创建的账号中，有 {{count}} 个还没有人登录过。",
  intro_other:
    "这些账号由本课程的名单创建，还没有人登录过。每个人有一个首次登录链接，{{count}} 天内有效，只能使用一次。",
  newest: "只有最新的链接有效：再次下载或发送后，之前的链接就会失效。",
  nobody: "名单创建的账号都已登录过。",
  mail: "邮件",
  waiting_other: "还有 {{count}} 封邮件等待发送。",
  refresh: "刷新",
  failed_other: "有 {{count}} 封邮件发送失败。请检查邮箱地址，或下载链接自行转交。",
  queued_other: "{{count}} 封邮件已排队，会在后台发送。服务器重启后会继续发送。",
  mailUnsent_other: "发送链接邮件（{{count}} 人）",
  mailFailed_other: "重新发送失败的邮件（{{count}} 封）",
  mailAll: "给所有人重新发送",
  download: "下载全部链接（CSV）",
  sentAt: "已于 {{date}} 发送",
  inLine: "等待发送",
  retrying: "发送失败（{{error}}），会自动重试",
  givenUp: "发送失败（{{error}}）",
  ofOne: "{{name}}的首次登录链接",
  one: "首次登录链接",
  oneIntro: "这个账号由本课程的名单创建，还没有人登录过。你可以生成一个新链接，之前的链接会失效。",
  makeOne: "生成新链接",
  made: "请只把这个链接发给{{name}}本人。链接只能使用一次，{{count}} 天内有效，离开本页后不再显示：",
};

export const en: Words<typeof zhCN> = {
  title: "Accounts that have never signed in",
  open: "Show accounts that have never signed in",
  teaser_one: "{{count}} account from a roster has never signed in.",
  teaser_other: "{{count}} accounts from a roster have never signed in.",
  intro_one:
    "These accounts were created from this course's rosters and have never been used. Each person gets a first sign-in link. A link works once, for {{count}} day.",
  intro_other:
    "These accounts were created from this course's rosters and have never been used. Each person gets a first sign-in link. A link works once, for {{count}} days.",
  newest: "Only the newest link works. Downloading or emailing links again ends the earlier ones.",
  nobody: "Every account from a roster has signed in.",
  mail: "Email",
  waiting_one: "{{count}} email is waiting to be sent.",
  waiting_other: "{{count}} emails are waiting to be sent.",
  refresh: "Reload page",
  failed_one:
    "{{count}} email could not be sent. Check the address, or download the link and pass it on yourself.",
  failed_other:
    "{{count}} emails could not be sent. Check the addresses, or download the links and pass them on yourself.",
  queued_one:
    "{{count}} email is queued. It is sent in the background, even if the server restarts.",
  queued_other:
    "{{count}} emails are queued. They are sent in the background, even if the server restarts.",
  mailUnsent_one: "Email the link to {{count}} person",
  mailUnsent_other: "Email the links to {{count}} people",
  mailFailed_one: "Resend {{count}} failed email",
  mailFailed_other: "Resend {{count}} failed emails",
  mailAll: "Email everyone again",
  download: "Download all links (CSV)",
  sentAt: "sent {{date}}",
  inLine: "waiting",
  retrying: "failed ({{error}}), will be retried",
  givenUp: "failed ({{error}})",
  ofOne: "First sign-in link for {{name}}",
  one: "First sign-in link",
  oneIntro:
    "This account was created from this course's roster, and no one has signed in to it yet. You can create a new link. Earlier links stop working.",
  makeOne: "Create new link",
  made: "Give this link to {{name}} only. It works once, for {{count}} days. It is not shown again after you leave this page:",
};
