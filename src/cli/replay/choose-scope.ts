// Decides which parts of a report can be repeated with the tests at hand, and for which reader the
// report was printed. Pure.

import type { Audience, Report } from "../../../grader/doors/reports.ts";
import type { Exercise } from "../../../grader/doors/packs.ts";
import type { PublicBundle } from "../../../grader/doors/public-bundles.ts";
import { isMadeForExam } from "../read-report.ts";
import type { Scope } from "./compare-reports.ts";

/** A part of the report that cannot be compared, and why. */
export type LeftOut =
  | { group: string; why: "hidden" | "server" | "generated" | "seed" | "needs" }
  | { group: null; why: "totals" | "misconception" | "figures" };

export interface Comparable {
  scope: Scope;
  leftOut: LeftOut[];
}

type GroupReason = Extract<LeftOut, { group: string }>["why"];

/** By what the report does not contain; see grader/redact.ts. */
export function findAudience(report: Report): Audience {
  if (report.receipt.hiddenSeed !== undefined) return "author";
  if (report.groups.some((group) => !group.visible))
    return isMadeForExam(report) ? "exam" : "student";
  const isDetailed = report.messages.some(
    ({ code, params }) => code.startsWith("judge.") && params["detail"] !== "",
  );
  return isDetailed ? "author" : "student";
}

/** A report of the visible groups alone: of live tests, or made with a public bundle. */
export function isOfVisibleGroups({ groups }: Report, exercise: Exercise): boolean {
  const visible = exercise.groups.filter((group) => group.visible);
  return (
    visible.length < exercise.groups.length &&
    groups.length === visible.length &&
    visible.every(({ manifest }, i) => groups[i]!.id === manifest.id)
  );
}

/** `knowsHiddenSeed`: the generated hidden tests are those of the report. */
export function chooseWholeScope(
  report: Report,
  exercise: Exercise,
  knowsHiddenSeed: boolean,
): Comparable {
  const reasons = new Map<string, GroupReason>();
  // An exam's report shows nothing of hidden groups. A program that does not compile fails every
  // test of every seed.
  const showsHidden = findAudience(report) !== "exam" && report.messages.length === 0;
  if (showsHidden && !knowsHiddenSeed)
    for (const { manifest, visible } of exercise.groups)
      if (!visible && manifest.generate !== undefined) reasons.set(manifest.id, "seed");
  const ids = exercise.groups.map(({ manifest }) => manifest.id);
  return choose(report, ids, reasons, { misconception: true, figures: true });
}

/** Generated cases are named by their numbers. */
const GENERATED = /^#\d+$/;

/**
 * A bundle has the stored cases of the visible groups. Of generated groups it has other cases than
 * the report.
 */
export function chooseBundleScope(report: Report, bundle: PublicBundle): Comparable {
  const reasons = new Map<string, GroupReason>();
  for (const group of bundle.groups) {
    if (!group.visible) reasons.set(group.id, "hidden");
    else if (group.cases === null) reasons.set(group.id, "server");
    else if (group.cases.some(({ name }) => GENERATED.test(name)))
      reasons.set(group.id, "generated");
  }
  const ids = bundle.groups.map(({ id }) => id);
  return choose(report, ids, reasons, {
    misconception: false,
    // A figure may be of any visible group.
    figures: bundle.exercise.figures.length === 0 || reasons.size === 0,
  });
}

/** `exerciseIds`: of the exercise's groups, in its order. A report that was edited may have others. */
function choose(
  { groups, verdict, figures }: Report,
  exerciseIds: string[],
  reasons: Map<string, GroupReason>,
  can: { misconception: boolean; figures: boolean },
): Comparable {
  const ids = [...new Set([...exerciseIds, ...groups.map(({ id }) => id)])];
  // A group that needs another one is skipped or not depending on that one's result.
  for (const { id, needs } of groups)
    if (!reasons.has(id) && needs.some((need) => reasons.has(need))) reasons.set(id, "needs");
  const leftOut = ids.flatMap((id): LeftOut[] => {
    const why = reasons.get(id);
    return why === undefined ? [] : [{ group: id, why }];
  });
  const totals = leftOut.length === 0;
  if (!totals) leftOut.push({ group: null, why: "totals" });
  if (!can.misconception && verdict !== "accepted")
    leftOut.push({ group: null, why: "misconception" });
  if (!can.figures && figures.length > 0) leftOut.push({ group: null, why: "figures" });
  const compared = ids.filter((id) => !reasons.has(id));
  return { scope: { groups: new Set(compared), totals, ...can }, leftOut };
}
