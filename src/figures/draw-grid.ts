// Tables and texts as pictures, for a file; pages show them as HTML.

import { readFigureText, type TableFigure, type TextFigure } from "../../grader/doors/reports.ts";
import { escapeControls, toOneLine } from "../reports/visible-text.ts";
import type { DrawContext } from "./draw-context.ts";
import { measure } from "./plot-area.ts";
import { showCell } from "./show-cell.ts";
import { label, painted, picture } from "./svg.ts";

const LINE = 18;
const MARGIN = 12;

export function drawTable(
  { columns, rows }: TableFigure,
  { t, language, description }: DrawContext,
): string {
  const cells = [
    columns.map((title) => ({ text: toOneLine(title[language]), isRight: true })),
    ...rows.map((row) => row.map((cell) => ({ text: showCell(t, cell), isRight: cell.isRight }))),
  ];
  const widths = columns.map(
    (_, j) => Math.max(...cells.map((row) => measure(row[j]?.text ?? ""))) + 18,
  );
  const lefts = widths.map((_, j) => widths.slice(0, j).reduce((sum, one) => sum + one, MARGIN));
  const width = widths.reduce((sum, one) => sum + one, 2 * MARGIN);
  const body = cells.map((row, i) =>
    row
      .map(({ text, isRight }, j) =>
        label(
          lefts[j] ?? MARGIN,
          MARGIN + (i + 0.8) * LINE,
          text,
          "start",
          i === 0 ? "fig-muted" : chooseText(isRight),
        ),
      )
      .join(""),
  );
  return picture(width, cells.length * LINE + 2 * MARGIN, description, body.join(""));
}

function chooseText(isRight: boolean) {
  return isRight ? "fig-text" : "fig-wrong";
}

export function drawText(figure: TextFigure, { description, language }: DrawContext): string {
  const text = readFigureText(figure, language);
  const lines = escapeControls(text).split("\n");
  const width = Math.max(...lines.map((line) => measure(line) * 1.15), 60) + 2 * MARGIN;
  const body = lines.map((line, i) =>
    painted(
      "fig-text",
      "g",
      { "font-family": "ui-monospace, monospace", "xml:space": "preserve" },
      label(MARGIN, MARGIN + (i + 0.8) * LINE, line),
    ),
  );
  return picture(width, lines.length * LINE + 2 * MARGIN, description, body.join(""));
}
