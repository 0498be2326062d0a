// The hints of a failing case, in the order shown, each once: a known mistake, the case's own hint,
// and what its wrong numbers have in common.

import type { Language } from "../../grader/doors/packs.ts";
import {
  type CaseReport,
  type GroupReport,
  isFailed,
  type Report,
} from "../../grader/doors/reports.ts";
import type { Translate, WordKey } from "../i18n/index.ts";
import { describePattern } from "./describe.ts";
import { escapeControls } from "./visible-text.ts";

export interface ShownHint {
  label: WordKey;
  /** Text in backticks is code. */
  text: string;
}

/** `misconception`: only for the case that it is shown in. */
export function listHints(
  t: Translate,
  language: Language,
  { hint, pattern }: CaseReport,
  misconception: Report["misconception"],
): ShownHint[] {
  const hints: ShownHint[] = [];
  const add = (label: WordKey, text: string) => {
    if (!hints.some((other) => other.text === text)) hints.push({ label, text });
  };
  // Reports of an earlier version do not have this field.
  const isUnwritten = pattern?.code === "not-written" || pattern?.code === "nothing-written";
  if (pattern && isUnwritten) add("report.hint", describePattern(t, pattern));
  if (misconception !== null)
    add(
      misconception.isLikely ? "report.likelyHint" : "report.hint",
      escapeControls(misconception.hint[language]),
    );
  if (hint !== null) add("report.hint", escapeControls(hint[language]));
  if (pattern && !isUnwritten) add("report.pattern", describePattern(t, pattern));
  return hints;
}

/**
 * The first failing case that a reader sees in full, in a visible group if possible: known mistakes
 * are recognised there. undefined if there is none.
 */
export function findFirstFailure(groups: GroupReport[]): CaseReport | undefined {
  const failing = groups.filter(({ verdict }) => verdict !== "accepted" && verdict !== "skipped");
  return [...failing.filter(({ visible }) => visible), ...failing]
    .flatMap(({ cases }) => cases)
    .find((testCase) => isFailed(testCase) && testCase.input !== null);
}
