// The values of an assignment's form as typed, one string per field: from a stored assignment, from
// a request, and back.

import { type Form, readLine, readNarrow } from "../../http/read-field.ts";
import type { FieldError } from "../../ui/field.tsx";
import type { Assignment } from "../../assignments/assignments.ts";
import { FOLDS, type Fold, formatLocalTime } from "./local-time.ts";

/** In the order of the page. */
export const FIELDS = [
  "title",
  "opensAt",
  "opensFold",
  "dueAt",
  "dueFold",
  "graceMinutes",
  "late",
  "latePercent",
  "latePer",
  "lateFloor",
  "lateUntil",
  "lateUntilFold",
  "attempts",
  "attemptCount",
  "attemptMinutes",
  "attemptPoints",
  "freeCompileErrors",
  "counts",
  "points",
  "weight",
  "isExam",
  "solutions",
  "hints",
  "hintAttempts",
  "mayAskReference",
  "announcement",
] as const;
export type FieldName = (typeof FIELDS)[number];
export type FormValues = Record<FieldName, string>;
export type FormErrors = Partial<Record<FieldName | "exercises", FieldError>>;

/** Fields that only apply if another field has one of these values. */
const ONLY_WITH: Partial<Record<FieldName, [FieldName, ...string[]]>> = {
  latePercent: ["late", "deduction"],
  latePer: ["late", "deduction"],
  lateFloor: ["late", "deduction"],
  lateUntil: ["late", "free", "deduction"],
  lateUntilFold: ["late", "free", "deduction"],
  attemptCount: ["attempts", "limited"],
  attemptMinutes: ["attempts", "spaced"],
  attemptPoints: ["attempts", "worth"],
  hintAttempts: ["hints", "afterAttempts"],
};

/** The initial values of a new assignment. */
export const NEW_VALUES: FormValues = {
  title: "",
  opensAt: "",
  opensFold: "",
  dueAt: "",
  dueFold: "",
  graceMinutes: "0",
  late: "refused",
  latePercent: "10",
  latePer: "day",
  lateFloor: "0",
  lateUntil: "",
  lateUntilFold: "",
  attempts: "unlimited",
  attemptCount: "3",
  attemptMinutes: "30",
  attemptPoints: "10, 7, 5",
  freeCompileErrors: "yes",
  counts: "best",
  points: "100",
  weight: "1",
  isExam: "",
  solutions: "never",
  hints: "on",
  hintAttempts: "3",
  mayAskReference: "",
  announcement: "",
};

export function fillValues(
  {
    title,
    rules,
    points,
    weight,
    isExam,
    solutions,
    hints,
    mayAskReference,
    announcement,
  }: Pick<
    Assignment,
    | "title"
    | "rules"
    | "points"
    | "weight"
    | "isExam"
    | "solutions"
    | "hints"
    | "mayAskReference"
    | "announcement"
  >,
  timeZone: string,
): FormValues {
  const { late, attempts } = rules;
  const opens = formatTime(rules.opensAtMs, timeZone);
  const due = formatTime(rules.dueAtMs, timeZone);
  const lateUntil = formatTime(rules.lateUntilMs, timeZone);
  return {
    ...NEW_VALUES,
    title: title ?? "",
    opensAt: opens.text,
    opensFold: opens.fold,
    dueAt: due.text,
    dueFold: due.fold,
    graceMinutes: String(rules.graceMinutes),
    late: late.kind,
    ...(late.kind === "deduction"
      ? {
          latePercent: String(late.percent),
          latePer: late.per,
          lateFloor: String(late.floorPercent),
        }
      : {}),
    lateUntil: lateUntil.text,
    lateUntilFold: lateUntil.fold,
    attempts: attempts.kind,
    ...(attempts.kind === "limited" ? { attemptCount: String(attempts.count) } : {}),
    ...(attempts.kind === "spaced" ? { attemptMinutes: String(attempts.minutes) } : {}),
    ...(attempts.kind === "worth" ? { attemptPoints: attempts.points.join(", ") } : {}),
    freeCompileErrors: rules.freeCompileErrors ? "yes" : "",
    counts: rules.counts,
    points: String(points),
    weight: String(weight),
    isExam: isExam ? "yes" : "",
    solutions,
    hints: hints.kind,
    ...(hints.kind === "afterAttempts" ? { hintAttempts: String(hints.count) } : {}),
    mayAskReference: mayAskReference ? "yes" : "",
    announcement,
  };
}

function formatTime(ms: number | null, timeZone: string): { text: string; fold: string } {
  if (ms === null) return { text: "", fold: "" };
  const { text, fold } = formatLocalTime(ms, timeZone);
  return { text, fold: fold ?? "" };
}

export function readValues(form: Form): FormValues {
  return {
    ...(Object.fromEntries(FIELDS.map((name) => [name, readNarrow(form, name)])) as FormValues),
    title: readLine(form, "title"),
    announcement: readLine(form, "announcement"),
  };
}

export const parseFold = (text: string): Fold | undefined => FOLDS.find((fold) => fold === text);

/**
 * The fields that differ between two people's values. Fields of an option that neither selected are
 * left out.
 */
export function findDifferingFields(a: FormValues, b: FormValues): FieldName[] {
  const matters = (name: FieldName, values: FormValues) => {
    const [choice, ...matching] = ONLY_WITH[name] ?? [];
    return choice === undefined || matching.includes(values[choice]);
  };
  return FIELDS.filter((name) => a[name] !== b[name] && (matters(name, a) || matters(name, b)));
}
