// Text that a submission, or the pack's driver from its results, wrote to be looked at.

import { isRecord, type Value } from "../isolate/codec.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import type { GradedGroup } from "../graded-group.ts";
import { type Figure, MAX_TEXT } from "../figure.ts";

/** null if no output has such a text, or if all were wanted and the group did not pass. */
export function makeText(
  { field, cases, title }: Extract<FigureManifest, { kind: "text" }>,
  group: GradedGroup | undefined,
): Figure | null {
  if (cases === "passed" && group?.report.verdict !== "accepted") return null;
  const found = (group?.outcomes ?? []).flatMap((outcome, i) => {
    const text = outcome.kind === "value" ? selectText(outcome.value, field) : undefined;
    return text === undefined ? [] : [{ text, report: group!.report.cases[i] }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const shown = cases === "passed" ? found : [first];
  const { report } = first;
  return {
    kind: "text",
    title,
    of:
      cases === "passed" || report === undefined
        ? null
        : { name: report.name, title: report.title, passed: report.verdict === "accepted" },
    differs: false,
    notFinite: 0,
    thinnedFrom: null,
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
