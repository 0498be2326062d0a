// From what was typed to an assignment's settings, or to an error for each wrong field.

import { z } from "zod";
import { SOLUTION_RULES } from "../../db/schema.ts";
import { attemptRule, lateRule, rules, type Rules } from "../../rules/rules.ts";
import type { Fault } from "../../ui/field.tsx";
import { EXAM_DAYS, latestExamEnd } from "../../assignments/exam-length.ts";
import { type FieldName, type FormFaults, foldOf, type FormValues } from "./form-values.ts";
import { parseLocalTime } from "./local-time.ts";
import { DAY_MINUTES } from "../../durations.ts";

export const MAX_TITLE = 120;
export const MAX_ANNOUNCEMENT = 500;
export const MAX_POINTS = 10_000;
export const MAX_WEIGHT = 1000;
export const MAX_LATE_PERCENT = 100;
export const MAX_GRACE_MINUTES = DAY_MINUTES;
export const MAX_ATTEMPTS = 1000;
export const MAX_SPACING_MINUTES = 7 * DAY_MINUTES;
export const MAX_LIST = 100;

/** The columns of an assignment that its form sets. */
export const settings = z.strictObject({
  title: z.string().min(1).max(MAX_TITLE).nullable(),
  rules,
  points: z.number().positive().max(MAX_POINTS),
  weight: z.number().min(0).max(MAX_WEIGHT),
  isExam: z.boolean(),
  solutions: z.enum(SOLUTION_RULES),
  announcement: z.string().max(MAX_ANNOUNCEMENT),
});
export type Settings = z.infer<typeof settings>;

export type Parsed = { ok: true; settings: Settings } | { ok: false; faults: FormFaults };

export interface ExamLimits {
  /** The longest an exam may be, in days. */
  examDays?: number;
  /** When it opened, if it is an exam that is running now. */
  runsSinceMs?: number | undefined;
  /** The latest due time that an extension gives; null if there is none. */
  extendedToMs?: number | null;
}

export function parseValues(values: FormValues, timeZone: string, limits: ExamLimits = {}): Parsed {
  const { examDays = EXAM_DAYS, runsSinceMs, extendedToMs = null } = limits;
  const faults: FormFaults = {};
  const fault = (name: FieldName, key: Fault["key"], params?: Fault["params"]) =>
    void (faults[name] ??= params === undefined ? { key } : { key, params });

  const instant = (
    name: "opensAt" | "dueAt" | "lateUntil",
    foldName: "opensFold" | "dueFold" | "lateUntilFold",
  ): number | null => {
    if (values[name] === "") return null;
    const time = parseLocalTime(values[name], timeZone, foldOf(values[foldName]));
    if (time.kind === "instant") return time.ms;
    if (time.kind === "skipped")
      fault(name, "assignment.fault.skipped", { next: time.next.replace("T", " ") });
    else
      fault(
        name,
        time.kind === "ambiguous" ? "assignment.fault.ambiguous" : "assignment.fault.date",
      );
    return null;
  };
  const number = (
    name: FieldName,
    min: number,
    max: number,
    { isWhole = false, isAbove = false } = {},
  ): number => {
    const value = numberOf(values[name]);
    if (value === undefined) fault(name, "assignment.fault.number");
    else if (value < min || value > max || (isAbove && value === min))
      fault(name, isAbove ? "assignment.fault.above" : "assignment.fault.range", { min, max });
    else if (isWhole && !Number.isInteger(value)) fault(name, "assignment.fault.whole");
    return value ?? min;
  };
  const late = (): unknown => {
    if (values.late !== "deduction") return { kind: values.late };
    return {
      kind: "deduction",
      percent: number("latePercent", 0, MAX_LATE_PERCENT, { isAbove: true }),
      per: values.latePer,
      floorPercent: number("lateFloor", 0, 100),
    };
  };
  const attempts = (): unknown => {
    switch (values.attempts) {
      case "limited":
        return {
          kind: "limited",
          count: number("attemptCount", 1, MAX_ATTEMPTS, { isWhole: true }),
        };
      case "spaced":
        return {
          kind: "spaced",
          minutes: number("attemptMinutes", 1, MAX_SPACING_MINUTES, { isWhole: true }),
        };
      case "worth": {
        const { points, wrong } = parsePointList(values.attemptPoints);
        if (wrong !== undefined) faults.attemptPoints = wrong;
        return { kind: "worth", points };
      }
      default:
        return { kind: values.attempts };
    }
  };
  const choice = <T>(name: FieldName, schema: z.ZodType<T>, value: unknown): T | undefined => {
    const parsed = schema.safeParse(value);
    // An error in a field has already been reported at that field.
    if (!parsed.success && Object.keys(faults).length === 0) fault(name, "assignment.fault.choice");
    return parsed.data;
  };

  const [opensAtMs, dueAtMs] = [instant("opensAt", "opensFold"), instant("dueAt", "dueFold")];
  if (opensAtMs !== null && dueAtMs !== null && dueAtMs <= opensAtMs)
    fault("dueAt", "assignment.fault.dueBeforeOpens");
  const acceptsLate = values.late !== "refused";
  const lateUntilMs = acceptsLate ? instant("lateUntil", "lateUntilFold") : null;
  const hasLastDay = acceptsLate && values.lateUntil !== "";
  if (hasLastDay && values.dueAt === "") fault("lateUntil", "assignment.fault.lastDayNeedsDue");
  else if (lateUntilMs !== null && dueAtMs !== null && lateUntilMs <= dueAtMs)
    fault("lateUntil", "assignment.fault.lastDayBeforeDue");
  const isExam = values.isExam === "yes";
  if (isExam && acceptsLate && !hasLastDay) fault("lateUntil", "assignment.fault.examNeedsLastDay");
  if (isExam && values.dueAt === "") fault("dueAt", "assignment.fault.examNeedsDue");
  if (isExam && values.opensAt === "") fault("opensAt", "assignment.fault.examNeedsOpening");
  // Late work holds results back as well.
  for (const [name, endMs] of [
    ["dueAt", dueAtMs],
    ["lateUntil", lateUntilMs],
  ] as const) {
    if (
      isExam &&
      opensAtMs !== null &&
      endMs !== null &&
      endMs > latestExamEnd(opensAtMs, examDays)
    )
      fault(name, "assignment.fault.examTooLong", { count: examDays });
  }
  if (
    isExam &&
    opensAtMs !== null &&
    extendedToMs !== null &&
    extendedToMs > latestExamEnd(opensAtMs, examDays)
  )
    fault("isExam", "assignment.fault.examExtended", { count: examDays });
  if (runsSinceMs !== undefined) {
    // Either change would reveal at once what the exam hides, in other courses too.
    if (!isExam) fault("isExam", "assignment.fault.examRunning");
    if (opensAtMs !== null && opensAtMs > runsSinceMs)
      fault("opensAt", "assignment.fault.examOpened");
  }
  if (values.solutions === "afterDue" && values.dueAt === "")
    fault("solutions", "assignment.fault.solutionsNeedDue");
  if (values.title.length > MAX_TITLE)
    fault("title", "assignment.fault.tooLong", { max: MAX_TITLE });
  if (values.announcement.length > MAX_ANNOUNCEMENT)
    fault("announcement", "assignment.fault.tooLong", { max: MAX_ANNOUNCEMENT });
  const graceMinutes = number("graceMinutes", 0, MAX_GRACE_MINUTES, { isWhole: true });
  const points = number("points", 0, MAX_POINTS, { isAbove: true });
  const weight = number("weight", 0, MAX_WEIGHT);
  const parsedRules = {
    opensAtMs,
    dueAtMs,
    graceMinutes,
    late: choice("late", lateRule, late()),
    lateUntilMs,
    freeCompileErrors: values.freeCompileErrors === "yes",
    attempts: choice("attempts", attemptRule, attempts()),
    counts: choice("counts", z.enum(["best", "last"]), values.counts),
  };
  const solutions = choice("solutions", z.enum(SOLUTION_RULES), values.solutions);
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    settings: settings.parse({
      title: values.title === "" ? null : values.title,
      rules: parsedRules satisfies Record<keyof Rules, unknown>,
      points,
      weight,
      isExam,
      solutions,
      announcement: values.announcement,
    }),
  };
}

/** "10, 7, 5": the most the k-th attempt may earn; must not increase. */
function parsePointList(text: string): { points: number[]; wrong?: Fault } {
  const parts = text.split(/[\s,;、]+/).filter((part) => part !== "");
  const points = parts.map(numberOf);
  if (points.length === 0 || points.length > MAX_LIST)
    return { points: [], wrong: { key: "assignment.fault.list", params: { max: MAX_LIST } } };
  const unread = points.findIndex((value) => value === undefined || value <= 0);
  if (unread >= 0)
    return {
      points: [],
      wrong: { key: "assignment.fault.listNumber", params: { text: parts[unread]!.slice(0, 20) } },
    };
  const rising = points.findIndex((value, i) => i > 0 && value! > points[i - 1]!);
  if (rising >= 0)
    return {
      points: [],
      wrong: {
        key: "assignment.fault.listRises",
        params: { before: parts[rising - 1]!, after: parts[rising]! },
      },
    };
  return { points: points as number[] };
}

/** undefined if it is not a plain decimal number. */
export function numberOf(text: string): number | undefined {
  return /^[+-]?\d{1,9}(?:\.\d{1,4})?$/.test(text) ? Number(text) : undefined;
}
