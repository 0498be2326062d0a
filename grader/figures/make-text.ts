// Text that a submission, or the pack's driver from its results, wrote to be looked at.

import { isRecord, type Value } from "../isolate/codec.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import type { GradedGroup } from "../graded-group.ts";
import { type Figure, MAX_TEXT, type TextFigure } from "../figure.ts";

interface Found {
  text: string;
  of: TextFigure["of"];
}

/** null if no output has such a text, or if all were wanted and the group did not pass. */
export function makeText(
  { field, cases, title }: Extract<FigureManifest, { kind: "text" }>,
  group: GradedGroup | undefined,
): Figure | null {
  if (cases === "passed" && group?.report.verdict !== "accepted") return null;
  const facts = { kind: "text", title, differs: false, notFinite: 0, thinnedFrom: null } as const;
  const find = (name: string) => findText(name, cases, group);
  if (typeof field === "string") {
    const found = find(field);
    return found && { ...facts, ...found };
  }
  const [zh, en] = [find(field["zh-CN"]), find(field.en)];
  // A reader whose text is missing sees the other one.
  const [left, right] = [zh ?? en, en ?? zh];
  return left && right && { ...facts, of: null, text: { "zh-CN": left.text, en: right.text } };
}

function findText(
  field: string,
  cases: "first" | "passed",
  group: GradedGroup | undefined,
): Found | null {
  const found = (group?.outcomes ?? []).flatMap((outcome, i) => {
    const text = outcome.kind === "value" ? selectText(outcome.value, field) : undefined;
    return text === undefined ? [] : [{ text, report: group!.report.cases[i] }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const shown = cases === "passed" ? found : [first];
  const { report } = first;
  return {
    of:
      cases === "passed" || report === undefined
        ? null
        : { name: report.name, title: report.title, passed: report.verdict === "accepted" },
    text: shown
      .map(({ text }) => text)
      .join("\n")
      .slice(0, MAX_TEXT),
  };
}

/** undefined if the field is missing or blank. */
function selectText(value: Value, field: string): string | undefined {
  const text = isRecord(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}
