// Lists the fields that an entry changed: "dueAtMs: 2 Nov 2026, 23:59 → 5 Nov 2026, 23:59". Dates
// and numbers are formatted for the reader; all other values are shown as stored.

import type { Language } from "../../grader/doors/packs.ts";
import { formatDate, formatNumber } from "../ui/format.ts";

export interface ChangedField {
  /** "rules.dueAtMs"; "" if the value is not an object. */
  name: string;
  before: string | null;
  after: string | null;
}

const MAX_LENGTH = 200;

/** Fields that did not change are left out. */
export function describeChange(
  before: unknown,
  after: unknown,
  language: Language,
  timeZone: string,
): ChangedField[] {
  const [old, fresh] = [flatten(before), flatten(after)];
  const show = (name: string, value: unknown) =>
    value === undefined ? null : showValue(name, value, language, timeZone);
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((name) => old.get(name) !== fresh.get(name))
    .map((name) => ({
      name,
      before: show(name, old.get(name)),
      after: show(name, fresh.get(name)),
    }));
}

function flatten(
  value: unknown,
  name = "",
  into = new Map<string, unknown>(),
): Map<string, unknown> {
  if (value === null || value === undefined) {
    if (name !== "" && value === null) into.set(name, null);
  } else if (typeof value === "object" && !Array.isArray(value))
    for (const [key, inner] of Object.entries(value))
      flatten(inner, name === "" ? key : `${name}.${key}`, into);
  else into.set(name, Array.isArray(value) ? JSON.stringify(value) : value);
  return into;
}

function showValue(name: string, value: unknown, language: Language, timeZone: string): string {
  if (value === null) return "–";
  if (typeof value === "number")
    return /(At|AtMs)$/.test(name)
      ? formatDate(new Date(value), language, timeZone)
      : formatNumber(value, language, 4);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (name.endsWith("At") && !Number.isNaN(Date.parse(text)))
    return formatDate(new Date(text), language, timeZone);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
