// Parses the form of an extension: for whom (ticked students, named students and a whole section
// are combined), until when, and how many extra attempts.

import { cleanLine, type Form, readLine, readNarrow, readText } from "../../http/read-field.ts";
import { type Extension, extension } from "../../rules/assignment-rules.ts";
import type { FieldError } from "../../ui/field.tsx";
import type { Assignment } from "../../assignments/assignments.ts";
import { computeLatestExamEnd } from "../../assignments/exam-length.ts";
import { parseFold } from "./form-values.ts";
import { parseLocalTime } from "./local-time.ts";
import { readDecimal } from "./form-reader.ts";
import { MAX_ATTEMPTS } from "./parse-form.ts";
import type { Student } from "./select-extensions.ts";

export const MAX_REASON = 300;
export const TICK = "student:";

export interface ExtensionValues {
  ticked: ReadonlySet<string>;
  names: string;
  section: string;
  dueAt: string;
  dueFold: string;
  extra: string;
  reason: string;
}
export type ExtensionErrors = Partial<Record<"who" | "dueAt" | "extra" | "reason", FieldError>>;

export const NO_EXTENSION: ExtensionValues = {
  ticked: new Set(),
  names: "",
  section: "",
  dueAt: "",
  dueFold: "",
  extra: "",
  reason: "",
};

export function readExtension(form: Form): ExtensionValues {
  return {
    ticked: new Set(
      Object.keys(form)
        .filter((name) => name.startsWith(TICK))
        .map((name) => name.slice(TICK.length)),
    ),
    names: readText(form, "names").slice(0, 20_000),
    section: readLine(form, "section"),
    dueAt: readNarrow(form, "dueAt"),
    dueFold: readNarrow(form, "dueFold"),
    extra: readNarrow(form, "extra"),
    reason: readLine(form, "reason"),
  };
}

export type ParsedExtension =
  | { ok: true; userIds: string[]; extension: Extension; reason: string }
  | { ok: false; errors: ExtensionErrors };

export interface ExtensionLimits {
  timeZone: string;
  /** The course's students. */
  students: readonly Student[];
  /** The longest an exam may be, in days. */
  examDays: number;
  describeDue: (ms: number) => string;
}

export function parseExtension(
  values: ExtensionValues,
  { rules, isExam }: Pick<Assignment, "rules" | "isExam">,
  { timeZone, students, examDays, describeDue }: ExtensionLimits,
): ParsedExtension {
  const errors: ExtensionErrors = {};
  const people = findStudents(values, students);
  if ("key" in people) errors.who = people;

  const dueAtMs = ((): number | null => {
    if (values.dueAt === "") return null;
    const time = parseLocalTime(values.dueAt, timeZone, parseFold(values.dueFold));
    if (rules.dueAtMs === null) errors.dueAt = { key: "assignment.error.nothingToExtend" };
    else if (time.kind === "skipped")
      errors.dueAt = {
        key: "assignment.error.skipped",
        params: { next: time.next.replace("T", " ") },
      };
    else if (time.kind !== "instant")
      errors.dueAt = {
        key: time.kind === "ambiguous" ? "assignment.error.ambiguous" : "assignment.error.date",
      };
    else if (time.ms <= rules.dueAtMs)
      errors.dueAt = {
        key: "assignment.error.extensionNotLater",
        params: { date: describeDue(rules.dueAtMs) },
      };
    else if (isExam && time.ms > computeLatestExamEnd(rules.opensAtMs ?? rules.dueAtMs, examDays))
      errors.dueAt = { key: "assignment.error.extensionPastExam", params: { count: examDays } };
    else return time.ms;
    return null;
  })();

  const extraAttempts = values.extra === "" ? 0 : readDecimal(values.extra);
  if (extraAttempts === undefined) errors.extra = { key: "assignment.error.number" };
  else if (extraAttempts < 0 || extraAttempts > MAX_ATTEMPTS)
    errors.extra = { key: "assignment.error.range", params: { min: 0, max: MAX_ATTEMPTS } };
  else if (!Number.isInteger(extraAttempts)) errors.extra = { key: "assignment.error.whole" };
  else if (
    extraAttempts > 0 &&
    (rules.attempts.kind === "unlimited" || rules.attempts.kind === "spaced")
  )
    errors.extra = { key: "assignment.error.noLimit" };
  if (values.dueAt === "" && extraAttempts === 0)
    errors.dueAt = { key: "assignment.error.nothingExtended" };
  if (values.reason.length > MAX_REASON)
    errors.reason = { key: "assignment.error.tooLong", params: { max: MAX_REASON } };

  if (Object.keys(errors).length > 0 || "key" in people) return { ok: false, errors };
  return {
    ok: true,
    userIds: people.userIds,
    extension: extension.parse({ dueAtMs, extraAttempts }),
    reason: values.reason,
  };
}

/** Everyone selected, once each; or the errors in how they were named. */
function findStudents(
  { ticked, names, section }: ExtensionValues,
  students: readonly Student[],
): { userIds: string[] } | FieldError {
  const found = new Set<string>();
  const unknown: string[] = [];
  for (const id of ticked) {
    if (students.some((student) => student.id === id)) found.add(id);
    else unknown.push(id.slice(0, 40));
  }
  for (const name of names
    .split(/[\n,;，；、]/)
    .map(cleanLine)
    .filter((part) => part !== "")) {
    const wanted = name.toLowerCase();
    const exact = students.filter(
      ({ username, email }) =>
        username?.toLowerCase() === wanted || email?.toLowerCase() === wanted,
    );
    const matching =
      exact.length > 0
        ? exact
        : students.filter((student) => student.name.toLowerCase() === wanted);
    if (matching.length > 1) return { key: "assignment.error.ambiguousName", params: { name } };
    if (matching[0] === undefined) unknown.push(name.slice(0, 100));
    else found.add(matching[0].id);
  }
  if (unknown.length > 0)
    return {
      key: "assignment.error.notStudents",
      params: { names: `${unknown.slice(0, 10).join(", ")}${unknown.length > 10 ? ", …" : ""}` },
    };
  if (section !== "") {
    const members = students.filter((student) => student.section === section);
    if (members.length === 0) return { key: "assignment.error.emptySection", params: { section } };
    for (const { id } of members) found.add(id);
  }
  return found.size === 0 ? { key: "assignment.error.nobody" } : { userIds: [...found] };
}
