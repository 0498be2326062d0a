// One cell of a table figure as text.

import type { TableFigure } from "../../grader/doors/reports.ts";
import type { Translate } from "../i18n/index.ts";
import { toOneLine } from "../reports/visible-text.ts";

/** "3", or "4 (expected 3)" if it is wrong. */
export function showCell(t: Translate, cell: TableFigure["rows"][number][number]): string {
  const { actual, expected, isRight } = cell;
  const own = actual === null ? t("figure.none") : toOneLine(actual);
  if (isRight) return own;
  const right = expected === null ? t("figure.none") : toOneLine(expected);
  return t("figure.instead", { actual: own, expected: right });
}
