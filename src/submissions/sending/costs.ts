// Shows the conditions of an attempt beside the button: the due time, the attempts left, the value
// of the next one, the late rule.

import type { Work } from "../../assignments/assignments.ts";
import { formatInBothZones } from "../../ui/two-zones.ts";
import { hasMoreTime, describeWorth } from "../../assignments/work-facts.ts";
import { computeDueAtMs, computeLastMoment } from "../../rules/assignment-rules.ts";
import type { AppContext } from "../../http/environment.ts";
import { formatNumber } from "../../ui/format.ts";

export function listCosts(c: AppContext, work: Work): string[] {
  const t = c.get("t");
  const { assignment, extension } = work;
  const dueAtMs = computeDueAtMs(assignment.rules, extension);
  const due =
    dueAtMs === null
      ? t("purpose.cost.noDue")
      : t(hasMoreTime(work) ? "purpose.cost.dueExtended" : "purpose.cost.due", {
          date: formatInBothZones(c, dueAtMs, assignment.course.timeZone),
        });
  return [
    due,
    ...attemptCosts(c, work),
    ...lateCosts(c, work),
    ...(assignment.isExam ? [t("purpose.cost.exam")] : []),
  ];
}

function attemptCosts(c: AppContext, work: Work): string[] {
  const { rules, points } = work.assignment;
  const { admission } = work;
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  const costs: string[] = [];
  if (admission.kind === "counts" && admission.attemptsLeft !== null)
    costs.push(t("purpose.cost.attemptsLeft", { count: admission.attemptsLeft }));
  if (admission.kind === "overLimit")
    costs.push(t("purpose.cost.usedUp", { count: admission.limit }));
  if (
    rules.attempts.kind === "limited" &&
    admission.kind !== "counts" &&
    admission.kind !== "overLimit"
  )
    costs.push(t("purpose.cost.attempts", { count: rules.attempts.count }));
  if (rules.attempts.kind === "spaced")
    costs.push(t("purpose.cost.spaced", { count: rules.attempts.minutes }));
  const worths = describeWorth(c, work);
  if (worths !== undefined) costs.push(worths);
  if (worths !== undefined && admission.kind === "counts")
    costs.push(t("purpose.cost.next", { points: number(admission.worth * points) }));
  const isLimited = rules.attempts.kind === "limited" || rules.attempts.kind === "worth";
  const isSingle = rules.attempts.kind === "limited" && rules.attempts.count === 1;
  if (!isSingle) costs.push(t(`purpose.cost.${rules.counts}`));
  if (isLimited && rules.freeCompileErrors) costs.push(t("purpose.cost.freeCompileErrors"));
  return costs;
}

function lateCosts(
  c: AppContext,
  { assignment: { rules, course }, extension, admission }: Work,
): string[] {
  const t = c.get("t");
  if (rules.dueAtMs === null) return [];
  const number = (value: number) => formatNumber(value, c.get("language"));
  const costs: string[] = [];
  if (rules.graceMinutes > 0) costs.push(t("purpose.cost.grace", { count: rules.graceMinutes }));
  if (admission.kind === "counts" && admission.lateFactor < 1)
    costs.push(t("purpose.cost.lateNow", { percent: number((1 - admission.lateFactor) * 100) }));
  switch (rules.late.kind) {
    case "refused":
      return [...costs, t("purpose.cost.lateRefused")];
    case "free":
      costs.push(t("purpose.cost.lateFree"));
      break;
    case "deduction": {
      const { percent, per, floorPercent } = rules.late;
      const words = t(per === "day" ? "purpose.cost.latePerDay" : "purpose.cost.latePerHour", {
        percent: number(percent),
      });
      costs.push(
        floorPercent > 0
          ? t("purpose.cost.lateFloor", { words, percent: number(floorPercent) })
          : words,
      );
    }
  }
  const lastMs = computeLastMoment(rules, extension);
  if (lastMs !== null)
    costs.push(
      t("purpose.cost.lateUntil", { date: formatInBothZones(c, lastMs, course.timeZone) }),
    );
  return costs;
}

/** Shown before a submission to an assignment that does not accept every submission now. */
export function describeStanding(c: AppContext, work: Work): string | undefined {
  const t = c.get("t");
  const { admission, assignment } = work;
  const date = (ms: number) => formatInBothZones(c, ms, assignment.course.timeZone);
  switch (admission.kind) {
    case "counts":
      return undefined;
    case "early":
      return t("purpose.now.early", { date: date(admission.opensAtMs) });
    case "late":
      return t("purpose.now.closed");
    case "overLimit":
      return t("purpose.now.usedUp");
    case "tooSoon":
      return t("purpose.now.tooSoon", { date: date(admission.untilMs) });
  }
}
