// The banner of an assignment above the exercise: due time, attempts left, and what an attempt
// could earn now.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "作业",
  exam: "考试",
  due: "截止：{{date}}",
  dueExtended: "截止（已延期）：{{date}}",
  attemptsLeft_other: "还可以提交 {{count}} 次",
  worth: "这一次最多得 {{percent}}%",
  late: "已过截止时间，现在提交扣 {{percent}}%",
  early: "{{date}} 开放，在此之前的提交不计分",
  closed: "已截止，现在提交不计分",
  usedUp_other: "{{count}} 次提交机会已用完",
  tooSoon: "{{time}} 之后可以再次提交",
  extraAttempts_other: "你有 {{count}} 次额外的提交机会",
  inBothZones: "{{course}}（{{zone}}），即你所在时区的 {{reader}}",
  thenPerDay: "截止之后每迟交一天扣 {{percent}}%",
  thenPerHour: "截止之后每迟交一小时扣 {{percent}}%",
  thenFloor: "{{words}}，最低保留 {{percent}}%",
};

export const en: Words<typeof zhCN> = {
  title: "Assignment",
  exam: "exam",
  due: "due {{date}}",
  dueExtended: "due {{date}} (extended for you)",
  attemptsLeft_one: "{{count}} attempt left",
  attemptsLeft_other: "{{count}} attempts left",
  worth: "this attempt earns at most {{percent}}%",
  late: "the due date has passed: {{percent}}% off if you submit now",
  early: "opens {{date}}; submissions before then do not count",
  closed: "closed: submissions do not count now",
  usedUp_one: "your only attempt is used",
  usedUp_other: "all {{count}} attempts are used",
  tooSoon: "you can submit again after {{time}}",
  extraAttempts_one: "with {{count}} extra attempt for you",
  extraAttempts_other: "with {{count}} extra attempts for you",
  inBothZones: "{{course}} ({{zone}}), which is {{reader}} for you",
  thenPerDay: "after that {{percent}}% off per day",
  thenPerHour: "after that {{percent}}% off per hour",
  thenFloor: "{{words}}, down to {{percent}}%",
};
