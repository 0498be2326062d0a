// What a figure shows, in sentences: its text alternative, and the caption below it.

import type { Figure } from "../../grader/doors/reports.ts";
import type { Language } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";
import { nameCase } from "../reports/describe.ts";
import { toOneLine } from "../reports/visible-text.ts";
import { findDomain, formatShort, widenDomain } from "./scale.ts";

/** "Test: Five points ✗" without the mark; undefined if the figure combines several. */
export function describeTest(t: Translate, language: Language, figure: Figure): string | undefined {
  if (figure.of === null) return undefined;
  const name = toOneLine(nameCase(figure.of, language));
  return t(figure.of.passed ? "figure.ofPassed" : "figure.ofFailed", { name });
}

/**
 * One sentence on what can be seen, then one for each thing that is not drawn. `marks`: how the
 * errors of a matrix are shown.
 */
export function describeFigure(
  t: Translate,
  figure: Figure,
  marks: "colours" | "signs" = "colours",
): string[] {
  const { notFinite, thinnedFrom } = figure;
  const isMarked = figure.kind === "heatmap" && figure.errors !== null;
  return [
    ...describeShown(t, figure),
    ...(isMarked ? [t(`figure.heatmap.${marks}`)] : []),
    ...(leavesFrame(figure) ? [t("figure.beyond")] : []),
    ...(notFinite > 0 ? [t("figure.notFinite", { count: notFinite })] : []),
    ...(thinnedFrom !== null ? [t("figure.thinned", { count: thinnedFrom })] : []),
  ];
}

/** Whether the submission's line is cut off at the edge of the frame. */
function leavesFrame(figure: Figure): boolean {
  if (figure.kind !== "fit" && figure.kind !== "curves") return false;
  const own = figure.kind === "fit" ? figure.actual : figure.series.flatMap(({ actual }) => actual);
  const right =
    figure.kind === "fit"
      ? [...figure.y, ...figure.expected]
      : figure.series.flatMap(({ expected }) => expected);
  const [low, high] = widenDomain(findDomain(right), own);
  return own.some((value) => value !== null && (value < low || value > high));
}

function describeShown(t: Translate, figure: Figure): string[] {
  switch (figure.kind) {
    case "text":
      return [];
    case "fit": {
      const worst = findWorst(figure.actual, figure.expected);
      if (!figure.differs) return [t("figure.fit.right", { count: figure.x.length })];
      return worst === undefined || worst.error === 0
        ? [t("figure.fit.missing")]
        : [t("figure.fit.wrong", { x: formatShort(figure.x[worst.at] ?? 0), ...worst.words })];
    }
    case "curves": {
      const { divergesAt, steps, series } = figure;
      if (!figure.differs) return [t("figure.curves.right", { count: steps.length })];
      if (divergesAt === null) return [t("figure.curves.longer")];
      const at = steps.indexOf(divergesAt);
      const pair = series.find(({ actual, expected }) => actual[at] !== expected[at]) ?? series[0];
      const own = pair?.actual[at] ?? null;
      const expected = formatShort(pair?.expected[at] ?? 0);
      return own === null
        ? [t("figure.curves.missing", { step: divergesAt, expected })]
        : [t("figure.curves.wrong", { step: divergesAt, actual: formatShort(own), expected })];
    }
    case "heatmap": {
      const { rows, columns, errors, path, shape } = figure;
      const words = { path: toOneLine(path), rows: rows.length, columns: columns.length };
      const count = rows.length * columns.length;
      const otherShape = shape === null ? [] : [t("figure.heatmap.shape", { shape })];
      if (errors === null) return [t("figure.heatmap.right", { ...words, count }), ...otherShape];
      const wrong = errors.flat().filter((error) => error !== 0).length;
      return [t("figure.heatmap.wrong", { ...words, count: wrong, all: count }), ...otherShape];
    }
    case "bars": {
      const wrong = figure.bars.filter(({ isRight }) => !isRight);
      const [first] = wrong;
      if (first === undefined) return [t("figure.bars.right", { count: figure.bars.length })];
      return [
        t("figure.bars.wrong", {
          count: wrong.length,
          all: figure.bars.length,
          label: toOneLine(first.label),
          actual: showSide(t, first.actual),
          expected: showSide(t, first.expected),
        }),
      ];
    }
    case "table": {
      const cells = figure.rows.flat();
      const wrong = cells.filter(({ isRight }) => !isRight).length;
      return wrong === 0
        ? [t("figure.table.right", { count: figure.rows.length })]
        : [t("figure.table.wrong", { count: wrong, all: cells.length })];
    }
  }
}

function showSide(t: Translate, value: number | null): string {
  return value === null ? t("figure.none") : String(value);
}

function findWorst(actual: (number | null)[], expected: number[]) {
  let at = -1;
  let most = -1;
  for (const [i, own] of actual.entries()) {
    const error = own === null ? -1 : Math.abs(own - (expected[i] ?? 0));
    if (error > most) [at, most] = [i, error];
  }
  if (at < 0) return undefined;
  return {
    at,
    error: most,
    words: { actual: formatShort(actual[at] ?? 0), expected: formatShort(expected[at] ?? 0) },
  };
}
