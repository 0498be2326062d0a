// From what was typed to an assignment's settings, or to an error for each wrong field.

import { z } from "zod";
import { SOLUTION_RULES } from "../../db/schema.ts";
import { hintRule, MAX_HINT_ATTEMPTS } from "../../rules/hint-rule.ts";
import { attemptRule, lateRule, rules, type Rules } from "../../rules/assignment-rules.ts";
import type { FieldError } from "../../ui/field.tsx";
import { EXAM_DAYS, computeLatestExamEnd } from "../../assignments/exam-length.ts";
import type { FormErrors, FormValues } from "./form-values.ts";
import { FormReader, readDecimal } from "./form-reader.ts";
import { DAY_MINUTES } from "../../durations.ts";

export const MAX_TITLE = 120;
export const MAX_ANNOUNCEMENT = 500;
const MAX_POINTS = 10_000;
const MAX_WEIGHT = 1000;
const MAX_LATE_PERCENT = 100;
const MAX_GRACE_MINUTES = DAY_MINUTES;
export const MAX_ATTEMPTS = 1000;
const MAX_SPACING_MINUTES = 7 * DAY_MINUTES;
const MAX_LIST = 100;

/** The columns of an assignment that its form sets. */
const settings = z.strictObject({
  title: z.string().min(1).max(MAX_TITLE).nullable(),
  rules,
  points: z.number().positive().max(MAX_POINTS),
  weight: z.number().min(0).max(MAX_WEIGHT),
  isExam: z.boolean(),
  solutions: z.enum(SOLUTION_RULES),
  hints: hintRule,
  mayAskReference: z.boolean(),
  announcement: z.string().max(MAX_ANNOUNCEMENT),
});
export type Settings = z.infer<typeof settings>;

export type Parsed = { ok: true; settings: Settings } | { ok: false; errors: FormErrors };

export interface ExamLimits {
  /** The longest an exam may be, in days. */
  examDays?: number;
  /** When it opened, if it is an exam that is running now. */
  runsSinceMs?: number | undefined;
  /** The latest due time that an extension gives; null if there is none. */
  extendedToMs?: number | null;
}

export function parseValues(values: FormValues, timeZone: string, limits: ExamLimits = {}): Parsed {
  const form = new FormReader(values, timeZone);
  const times = readTimes(form);
  checkExam(form, times, limits);
  checkRest(form);
  const graceMinutes = form.number("graceMinutes", 0, MAX_GRACE_MINUTES, { isWhole: true });
  const points = form.number("points", 0, MAX_POINTS, { isAbove: true });
  const weight = form.number("weight", 0, MAX_WEIGHT);
  const parsedRules = {
    ...times,
    graceMinutes,
    late: form.choice("late", lateRule, readLate(form)),
    freeCompileErrors: values.freeCompileErrors === "yes",
    attempts: form.choice("attempts", attemptRule, readAttempts(form)),
    counts: form.choice("counts", z.enum(["best", "last"]), values.counts),
  };
  const solutions = form.choice("solutions", z.enum(SOLUTION_RULES), values.solutions);
  const hints = form.choice("hints", hintRule, readHints(form));
  if (form.hasErrors()) return { ok: false, errors: form.errors };
  return {
    ok: true,
    settings: settings.parse({
      title: values.title === "" ? null : values.title,
      rules: parsedRules satisfies Record<keyof Rules, unknown>,
      points,
      weight,
      isExam: values.isExam === "yes",
      solutions,
      hints,
      mayAskReference: values.mayAskReference === "yes",
      announcement: values.announcement,
    }),
  };
}

type Times = Pick<Rules, "opensAtMs" | "dueAtMs" | "lateUntilMs">;

function readTimes(form: FormReader): Times {
  const { values } = form;
  const opensAtMs = form.instant("opensAt", "opensFold");
  const dueAtMs = form.instant("dueAt", "dueFold");
  if (opensAtMs !== null && dueAtMs !== null && dueAtMs <= opensAtMs)
    form.error("dueAt", "assignment.error.dueBeforeOpens");
  if (values.late === "refused") return { opensAtMs, dueAtMs, lateUntilMs: null };
  const lateUntilMs = form.instant("lateUntil", "lateUntilFold");
  if (values.lateUntil !== "" && values.dueAt === "")
    form.error("lateUntil", "assignment.error.lastDayNeedsDue");
  else if (lateUntilMs !== null && dueAtMs !== null && lateUntilMs <= dueAtMs)
    form.error("lateUntil", "assignment.error.lastDayBeforeDue");
  return { opensAtMs, dueAtMs, lateUntilMs };
}

function checkExam(
  form: FormReader,
  { opensAtMs, dueAtMs, lateUntilMs }: Times,
  { examDays = EXAM_DAYS, runsSinceMs, extendedToMs = null }: ExamLimits,
): void {
  const { values } = form;
  const isExam = values.isExam === "yes";
  if (isExam) {
    if (values.late !== "refused" && values.lateUntil === "")
      form.error("lateUntil", "assignment.error.examNeedsLastDay");
    if (values.dueAt === "") form.error("dueAt", "assignment.error.examNeedsDue");
    if (values.opensAt === "") form.error("opensAt", "assignment.error.examNeedsOpening");
    const endMs = opensAtMs === null ? Infinity : computeLatestExamEnd(opensAtMs, examDays);
    const isTooLong = (ms: number | null) => ms !== null && ms > endMs;
    if (isTooLong(dueAtMs))
      form.error("dueAt", "assignment.error.examTooLong", { count: examDays });
    // Late work holds results back as well.
    if (isTooLong(lateUntilMs))
      form.error("lateUntil", "assignment.error.examTooLong", { count: examDays });
    if (isTooLong(extendedToMs))
      form.error("isExam", "assignment.error.examExtended", { count: examDays });
  }
  if (runsSinceMs !== undefined) {
    // Either change would reveal at once what the exam hides, in other courses too.
    if (!isExam) form.error("isExam", "assignment.error.examRunning");
    if (opensAtMs !== null && opensAtMs > runsSinceMs)
      form.error("opensAt", "assignment.error.examOpened");
  }
}

function checkRest(form: FormReader): void {
  const { values } = form;
  if (values.solutions === "afterDue" && values.dueAt === "")
    form.error("solutions", "assignment.error.solutionsNeedDue");
  if (values.title.length > MAX_TITLE)
    form.error("title", "assignment.error.tooLong", { max: MAX_TITLE });
  if (values.announcement.length > MAX_ANNOUNCEMENT)
    form.error("announcement", "assignment.error.tooLong", { max: MAX_ANNOUNCEMENT });
}

function readLate(form: FormReader): unknown {
  const { values } = form;
  if (values.late !== "deduction") return { kind: values.late };
  return {
    kind: "deduction",
    percent: form.number("latePercent", 0, MAX_LATE_PERCENT, { isAbove: true }),
    per: values.latePer,
    floorPercent: form.number("lateFloor", 0, 100),
  };
}

function readAttempts(form: FormReader): unknown {
  const { values } = form;
  switch (values.attempts) {
    case "limited":
      return {
        kind: "limited",
        count: form.number("attemptCount", 1, MAX_ATTEMPTS, { isWhole: true }),
      };
    case "spaced":
      return {
        kind: "spaced",
        minutes: form.number("attemptMinutes", 1, MAX_SPACING_MINUTES, { isWhole: true }),
      };
    case "worth": {
      const { points, wrong } = parsePointList(values.attemptPoints);
      if (wrong !== undefined) form.errors.attemptPoints = wrong;
      return { kind: "worth", points };
    }
    default:
      return { kind: values.attempts };
  }
}

function readHints(form: FormReader): unknown {
  const { hints } = form.values;
  if (hints !== "afterAttempts") return { kind: hints };
  return {
    kind: hints,
    count: form.number("hintAttempts", 1, MAX_HINT_ATTEMPTS, { isWhole: true }),
  };
}

/** "10, 7, 5": the most the k-th attempt may earn; must not increase. */
function parsePointList(text: string): { points: number[]; wrong?: FieldError } {
  const parts = text.split(/[\s,;、]+/).filter((part) => part !== "");
  const points = parts.map(readDecimal);
  if (points.length === 0 || points.length > MAX_LIST)
    return { points: [], wrong: { key: "assignment.error.list", params: { max: MAX_LIST } } };
  const unread = points.findIndex((value) => value === undefined || value <= 0);
  if (unread >= 0)
    return {
      points: [],
      wrong: { key: "assignment.error.listNumber", params: { text: parts[unread]!.slice(0, 20) } },
    };
  const rising = points.findIndex((value, i) => i > 0 && value! > points[i - 1]!);
  if (rising >= 0)
    return {
      points: [],
      wrong: {
        key: "assignment.error.listRises",
        params: { before: parts[rising - 1]!, after: parts[rising]! },
      },
    };
  return { points: points as number[] };
}
