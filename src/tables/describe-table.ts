// Describes a table's problems and notes in words.

import type { Translate } from "../i18n/index.ts";
import { escapeControls } from "../reports/visible-text.ts";
import type { FieldError } from "../ui/field.tsx";
import type { TableNote } from "./table.ts";

/** The most lines that a note lists. */
const LINES_NAMED = 12;

export function describeNote({ key, params = {}, lines }: TableNote, t: Translate): string {
  const named = lines.slice(0, LINES_NAMED).join(", ");
  const list = lines.length > LINES_NAMED ? t("table.note.andMore", { lines: named }) : named;
  return escapeControls(t(key, { ...params, count: lines.length, lines: list }));
}

export function describeProblem({ key, params }: FieldError, t: Translate): string {
  return escapeControls(t(key, params));
}
