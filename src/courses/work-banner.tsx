// Above an exercise that is an assignment: what it is for, until when, what an attempt now could earn and how many are left. Always in sight before one
// submits, not after.

import type { AppContext } from "../http/environment.ts";
import { formatDate, formatNumber } from "../ui/format.ts";
import type { Work } from "./assignments.ts";

export function WorkBanner({ c, work: { assignment, extension, admission } }: { c: AppContext; work: Work }) {
  const t = c.get("t");
  const { course, announcement, isExam } = assignment;
  const number = (value: number) => formatNumber(value, c.get("language"));
  const date = (ms: number) => formatDate(new Date(ms), c.get("language"), c.get("timeZone"));
  const dueAtMs = extension?.dueAtMs ?? assignment.rules.dueAtMs;
  const facts: string[] = [];
  if (dueAtMs !== null) facts.push(t(extension?.dueAtMs == null ? "work.due" : "work.dueExtended", { date: date(dueAtMs) }));
  if (admission.kind === "counts") {
    if (admission.attemptsLeft !== null) facts.push(t("work.attemptsLeft", { count: admission.attemptsLeft }));
    if (admission.worth < 1) facts.push(t("work.worth", { percent: number(admission.worth * 100) }));
    if (admission.lateUnits !== null) facts.push(t("work.late", { percent: number((1 - admission.lateFactor) * 100) }));
  }
  if (admission.kind === "early") facts.push(t("work.early", { date: date(admission.opensAtMs) }));
  if (admission.kind === "late") facts.push(t("work.closed"));
  if (admission.kind === "overLimit") facts.push(t("work.usedUp", { count: admission.limit }));
  if (admission.kind === "tooSoon") facts.push(t("work.tooSoon", { time: date(admission.untilMs) }));
  return (
    <aside class={`work-banner notice ${admission.kind === "counts" && admission.lateUnits === null ? "" : "warn"}`} aria-label={t("work.title")}>
      <p>
        <a href={`/courses/${course.id}`}>{course.title}</a> {isExam && <span class="badge warn">{t("work.exam")}</span>} <span>{facts.join(" · ")}</span>
      </p>
      {announcement !== "" && <p class="announcement">{announcement}</p>}
    </aside>
  );
}
