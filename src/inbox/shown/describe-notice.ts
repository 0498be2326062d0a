// One notice in words, and the page it is about: the same on the site and in a mail.

import type { Language } from "../../../grader/doors/packs.ts";
import { chooseTitle } from "../../assignments/assignments.ts";
import type { Translate } from "../../i18n/index.ts";
import { formatNumber } from "../../ui/format.ts";
import type { Notice } from "./select-notices.ts";

export interface Reader {
  t: Translate;
  language: Language;
  /** In the time zone of the course, or also in the reader's. */
  formatTime: (ms: number, courseZone: string) => string;
}

export interface NoticeWords {
  text: string;
  /** Of the site. */
  path: string;
}

export function describeNotice(notice: Notice, reader: Reader): NoticeWords {
  return { text: wordNotice(notice, reader), path: findPath(notice) };
}

function wordNotice(notice: Notice, { t, language, formatTime }: Reader): string {
  const zone = notice.course?.timeZone ?? "UTC";
  const title =
    notice.assignment === null ? t("notice.practice") : chooseTitle(notice.assignment, language);
  const number = (value: number) => formatNumber(value, language);
  switch (notice.kind) {
    case "answer":
    case "question":
    case "comment":
    case "systemError":
      return t(`notice.text.${notice.kind}`, { title });
    case "sendingFailed":
      return t("notice.text.sendingFailed", { course: notice.course?.title ?? "" });
    case "dueSoon":
      return t("notice.text.dueSoon", { title, date: formatTime(notice.detail.dueAtMs, zone) });
    case "extension": {
      const { dueAtMs, extraAttempts, isRemoved } = notice.detail;
      if (isRemoved) return t("notice.text.extensionRemoved", { title });
      const attempts = t("notice.text.extraAttempts", { count: extraAttempts });
      if (dueAtMs === null) return t("notice.text.extensionAttempts", { title, attempts });
      const date = formatTime(dueAtMs, zone);
      return extraAttempts === 0
        ? t("notice.text.extension", { title, date })
        : t("notice.text.extensionBoth", { title, date, attempts });
    }
    case "score": {
      const { from, to, cause } = notice.detail;
      const why = t(`notice.cause.${cause}`);
      const max = number(notice.assignment?.maxPoints ?? 0);
      if (to === null) return t("notice.text.scoreGone", { title, why });
      const points = number(to);
      return from === null
        ? t("notice.text.score", { title, points, max, why })
        : t("notice.text.scoreChanged", { title, from: number(from), points, max, why });
    }
  }
}

function findPath({ kind, topic, submissionId, course, assignment, ...notice }: Notice): string {
  const coursePath = course === null ? "/" : `/courses/${course.id}`;
  if (kind === "answer" || kind === "question")
    return `/submissions/${submissionId ?? ""}#question-${topic}`;
  if (submissionId !== null) return `/submissions/${submissionId}`;
  if (kind === "sendingFailed" && notice.detail !== null && "contextId" in notice.detail)
    return `${coursePath}/platform/${notice.detail.contextId}`;
  if ((kind === "dueSoon" || kind === "extension") && assignment !== null)
    return `/exercises/${assignment.packId}/${assignment.exerciseId}?assignment=${assignment.id}`;
  return coursePath;
}
