// What a student has to know about an assignment before submitting: until when, how many attempts
// are left, what an attempt sent now could earn.

import type { Language } from "../../grader/doors/packs.ts";
import type { AppContext } from "../http/environment.ts";
import { computeDueAtMs, computeLastMoment } from "../rules/assignment-rules.ts";
import { formatNumber } from "../ui/format.ts";
import type { Work } from "./assignments.ts";
import { formatInBothZones } from "../ui/two-zones.ts";

/** The student's extension gives more time than the others have. */
export function hasMoreTime({
  assignment: { rules },
  extension,
}: Pick<Work, "assignment" | "extension">): boolean {
  return computeDueAtMs(rules, extension) !== rules.dueAtMs;
}

/** `isOver`: nothing can be submitted any more, so only past facts are shown. */
export function describeWork(c: AppContext, work: Work, isOver = false): string[] {
  const t = c.get("t");
  const { assignment, extension, admission } = work;
  const number = (value: number) => formatNumber(value, c.get("language"));
  const date = (ms: number) => formatInBothZones(c, ms, assignment.course.timeZone);
  const facts: string[] = [];
  const dueAtMs = computeDueAtMs(assignment.rules, extension);
  if (dueAtMs !== null)
    facts.push(t(hasMoreTime(work) ? "work.dueExtended" : "work.due", { date: date(dueAtMs) }));
  if (isOver) return facts;
  if (extension !== null && extension.extraAttempts > 0)
    facts.push(t("work.extraAttempts", { count: extension.extraAttempts }));
  switch (admission.kind) {
    case "counts":
      if (admission.attemptsLeft !== null)
        facts.push(t("work.attemptsLeft", { count: admission.attemptsLeft }));
      if (admission.worth < 1)
        facts.push(t("work.worth", { percent: number(admission.worth * 100) }));
      if (admission.lateUnits !== null)
        facts.push(t("work.late", { percent: number((1 - admission.lateFactor) * 100) }));
      break;
    case "early":
      facts.push(t("work.early", { date: date(admission.opensAtMs) }));
      break;
    case "late":
      facts.push(t("work.closed"));
      break;
    case "overLimit":
      facts.push(t("work.usedUp", { count: admission.limit }));
      break;
    case "tooSoon":
      facts.push(t("work.tooSoon", { time: date(admission.untilMs) }));
  }
  const later = laterPenalty(c, work);
  if (later !== undefined) facts.push(later);
  return facts;
}

/** The penalty after the due time, shown while there still is time. */
function laterPenalty(
  c: AppContext,
  { assignment: { rules }, admission }: Work,
): string | undefined {
  const t = c.get("t");
  const isOnTime =
    admission.kind === "early" ||
    admission.kind === "tooSoon" ||
    (admission.kind === "counts" && admission.lateUnits === null);
  if (!isOnTime || rules.dueAtMs === null || rules.late.kind !== "deduction") return undefined;
  const { percent, per, floorPercent } = rules.late;
  const number = (value: number) => formatNumber(value, c.get("language"));
  const words = t(per === "day" ? "work.thenPerDay" : "work.thenPerHour", {
    percent: number(percent),
  });
  return floorPercent > 0 ? t("work.thenFloor", { words, percent: number(floorPercent) }) : words;
}

/** Further facts on the course's page; on the exercise page they stand beside the button. */
export function describeCosts(
  c: AppContext,
  { assignment, extension }: Pick<Work, "assignment" | "extension">,
): string[] {
  const { rules, course } = assignment;
  const worths = describeWorth(c, { assignment });
  const lastMs = rules.late.kind === "refused" ? null : computeLastMoment(rules, extension);
  return [
    ...(worths === undefined ? [] : [worths]),
    ...(lastMs === null
      ? []
      : [
          c.get("t")("purpose.cost.lateUntil", {
            date: formatInBothZones(c, lastMs, course.timeZone),
          }),
        ]),
  ];
}

const WORTHS_SHOWN = 6;
const COMMA: Record<Language, string> = { "zh-CN": "、", en: ", " };

/**
 * "attempts earn up to 100, 70, 50 points"; a longer list ends with an ellipsis. undefined if each
 * is worth the same.
 */
export function describeWorth(
  c: AppContext,
  { assignment: { rules, points } }: Pick<Work, "assignment">,
): string | undefined {
  if (rules.attempts.kind !== "worth") return undefined;
  const language = c.get("language");
  const [first = 1] = rules.attempts.points;
  const inPoints = rules.attempts.points.map((value) =>
    formatNumber((value / first) * points, language),
  );
  return c.get("t")("purpose.cost.worth", {
    list: [
      ...inPoints.slice(0, WORTHS_SHOWN),
      ...(inPoints.length > WORTHS_SHOWN ? ["…"] : []),
    ].join(COMMA[language]),
  });
}
