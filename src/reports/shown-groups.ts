// Which groups and failing cases of a report a page shows one by one. The others are only counted.

import {
  type CaseReport,
  type GroupReport,
  isFailed,
  type Report,
} from "../../grader/doors/reports.ts";

/** None if the submission did not compile or load: then a message says why. */
export function listShownGroups({ messages, groups }: Report): GroupReport[] {
  return messages.length === 0 ? groups : [];
}

/** The first failing cases: the report has their inputs and outputs. */
export function listShownCases({ verdict, cases }: GroupReport): CaseReport[] {
  return verdict === "skipped"
    ? []
    : cases.filter(isFailed).filter(({ input, thrown }) => input !== null || thrown !== null);
}
