// The fields of the copy's form, from the address (preview) or from a form that was sent.

import { cleanLine, type Form, readLine, readNarrow, readText } from "../../http/read-field.ts";
import { MAX_TITLE_LENGTH } from "../../membership/create-course.ts";
import { countDays } from "../../rules/shift-dates.ts";
import type { FieldErrors } from "../../ui/field.tsx";

/** Twenty years: dates stay within what the form of an assignment accepts. */
const MOST_DAYS = 7305;
const TAKE = "take:";

export interface CopyValues {
  title: string;
  /** "2026-09-07" */
  from: string;
  to: string;
  inWeeks: boolean;
  /** By assignment, the name of a take. */
  choices: ReadonlyMap<string, string>;
}

export type CopyErrors = FieldErrors<"title" | "from" | "to">;

export function readCopyValues(form: Form): CopyValues {
  return {
    title: readLine(form, "title"),
    from: readNarrow(form, "from"),
    to: readNarrow(form, "to"),
    inWeeks: readText(form, "inWeeks") === "yes",
    choices: new Map(
      Object.keys(form)
        .filter((name) => name.startsWith(TAKE))
        .map((name) => [name.slice(TAKE.length), cleanLine(readText(form, name))]),
    ),
  };
}

export function nameTakeField(assignmentId: string): string {
  return `${TAKE}${assignmentId}`;
}

/** `days`: 0 if the dates cannot be read. */
export function checkCopyValues({ title, from, to, inWeeks }: CopyValues): {
  days: number;
  errors: CopyErrors;
} {
  const errors: CopyErrors = {};
  if (title === "" || title.length > MAX_TITLE_LENGTH)
    errors.title = { key: "manage.error.title", params: { count: MAX_TITLE_LENGTH } };
  if (!isDay(from)) errors.from = { key: "copyCourse.error.day" };
  if (!isDay(to)) errors.to = { key: "copyCourse.error.day" };
  if (errors.from !== undefined || errors.to !== undefined) return { days: 0, errors };
  const days = countDays(from, to, inWeeks);
  if (Math.abs(days) <= MOST_DAYS) return { days, errors };
  errors.to = { key: "copyCourse.error.far" };
  return { days: 0, errors };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
