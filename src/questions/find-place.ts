// Decides whether a submission has a place, from what its author is shown. A case of a hidden group
// is not in that report, so it looks like one that does not exist.

import type { Localized } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { nameCase } from "../reports/describe.ts";
import { listShownCases, listShownGroups } from "../reports/shown-groups.ts";
import { splitLines } from "../reports/source-lines.ts";
import { parsePlace } from "./place.ts";

export interface FoundPlace {
  /** What the report calls the test or the group; null for other places. */
  title: Localized | null;
}

/** `report`: redacted for the author; null if there is none yet. undefined: there is no such place. */
export function findPlace(
  text: string,
  { source, report }: { source: string; report: Report | null },
): FoundPlace | undefined {
  const place = parsePlace(text);
  if (place === undefined) return undefined;
  if (place.kind === "whole") return { title: null };
  if (place.kind === "line")
    return place.line <= splitLines(source).length ? { title: null } : undefined;
  const group =
    report === null ? undefined : listShownGroups(report).find(({ id }) => id === place.group);
  if (group === undefined || place.kind === "group") return group && { title: group.title };
  const testCase = listShownCases(group).find(({ name }) => name === place.name);
  if (testCase === undefined) return undefined;
  const join = (language: "zh-CN" | "en") =>
    `${group.title[language]} · ${nameCase(testCase, language)}`;
  return { title: { "zh-CN": join("zh-CN"), en: join("en") } };
}
