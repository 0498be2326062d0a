// A report's figure as a few lines for a terminal. A figure that says nothing in characters (a
// matrix without errors) has none.

import {
  type BarsFigure,
  readFigureText,
  type CurvesFigure,
  type Figure,
  type FitFigure,
  type HeatmapFigure,
  type TableFigure,
} from "../../grader/doors/reports.ts";
import { findDomain, formatShort, makeScale, widenDomain } from "../figures/scale.ts";
import { showCell } from "../figures/show-cell.ts";
import { escapeControls, toOneLine } from "../reports/visible-text.ts";
import type { CommandContext } from "./context.ts";
import { cut, measureWidth } from "./terminal.ts";

const HEIGHT = 10;
const MAX_WIDTH = 60;
/** Narrower drawings cannot be read. */
const MIN_WIDTH = 24;
const MAX_LINES = 16;

export type FigureWords = Pick<CommandContext, "t" | "language">;

/** `columns`: how wide a line may be. */
export function drawLines(context: FigureWords, figure: Figure, columns: number): string[] {
  const width = Math.min(MAX_WIDTH, columns);
  if (figure.kind === "text")
    return escapeControls(readFigureText(figure, context.language)).split("\n");
  if (width < MIN_WIDTH) return [];
  switch (figure.kind) {
    case "fit":
      return drawFit(context, figure, width);
    case "curves":
      return drawCurves(context, figure, width);
    case "heatmap":
      return drawErrors(figure, width);
    case "bars":
      return drawBars(context, figure, width);
    case "table":
      return drawTable(context, figure, columns);
  }
}

interface Point {
  x: number;
  y: number | null | undefined;
}

interface Layer {
  mark: string;
  points: Point[];
  /** Neighbours are connected. */
  isLine: boolean;
}

/** Later layers cover earlier ones. */
function plot(
  xDomain: [number, number],
  yDomain: [number, number],
  width: number,
  layers: Layer[],
): string[] {
  const names = [formatShort(yDomain[1]), formatShort(yDomain[0])];
  const margin = Math.max(...names.map((name) => name.length));
  const x = makeScale(xDomain, 0, width - margin - 4);
  const y = makeScale(yDomain, HEIGHT - 1, 0);
  const grid = Array.from({ length: HEIGHT }, () => Array<string>(width - margin - 3).fill(" "));
  for (const { mark, points, isLine } of layers) {
    const places = points.map((point) => ({
      column: Math.round(x.place(point.x)),
      row: point.y === null || point.y === undefined ? null : y.place(point.y),
    }));
    if (isLine) places.sort((a, b) => a.column - b.column);
    for (const [i, { column, row }] of places.entries()) {
      if (row === null) continue;
      grid[Math.round(row)]![column] = mark;
      const next = isLine ? places[i + 1] : undefined;
      if (next === undefined || next.row === null) continue;
      for (let at = column + 1; at < next.column; at++) {
        const share = (at - column) / (next.column - column);
        grid[Math.round(row + share * (next.row - row))]![at] = mark;
      }
    }
  }
  const lines = grid.map((row, i) => {
    const name = { 0: names[0]!, [HEIGHT - 1]: names[1]! }[i] ?? "";
    return `${name.padStart(margin)} │${row.join("").trimEnd()}`;
  });
  const [from, to] = xDomain.map(formatShort) as [string, string];
  const axis = `${" ".repeat(margin + 2)}${from}${to.padStart(Math.max(1, width - margin - 3 - from.length))}`;
  return [...lines, `${" ".repeat(margin)} └${"─".repeat(width - margin - 3)}`, axis];
}

function drawFit({ t }: FigureWords, figure: FitFigure, width: number): string[] {
  const { x, y, actual, expected } = figure;
  const zip = (values: readonly (number | null)[]) => x.map((at, i) => ({ x: at, y: values[i] }));
  const main = findDomain([...y, ...expected]);
  return [
    `o ${t("figure.points")}   * ${t("figure.yours")}   · ${t("figure.expected")}`,
    ...plot(findDomain(x), widenDomain(main, actual), width, [
      { mark: "·", points: zip(expected), isLine: true },
      { mark: "*", points: zip(actual), isLine: true },
      { mark: "o", points: zip(y), isLine: false },
    ]),
  ];
}

function drawCurves({ t }: FigureWords, figure: CurvesFigure, width: number): string[] {
  const { steps, series } = figure;
  const zip = (values: readonly (number | null)[]) =>
    steps.map((at, i) => ({ x: at, y: values[i] }));
  const main = findDomain(series.flatMap(({ expected }) => expected));
  const domain = widenDomain(
    main,
    series.flatMap(({ actual }) => actual),
  );
  const layers = series.flatMap(({ actual, expected }) => [
    { mark: "·", points: zip(expected), isLine: true },
    { mark: "*", points: zip(actual), isLine: true },
  ]);
  return [
    `* ${t("figure.yours")}   · ${t("figure.expected")}`,
    ...plot(findDomain(steps), domain, width, layers),
  ];
}

function markError(error: number | null): string {
  if (error === null) return "?";
  if (error === 0) return "·";
  return error > 0 ? "+" : "-";
}

/** Where a matrix is wrong: + too large, - too small, ? no number. */
function drawErrors({ errors, rows }: HeatmapFigure, width: number): string[] {
  if (errors === null) return [];
  const margin = Math.max(...rows.map((row) => String(row).length), 1);
  return errors.slice(0, MAX_LINES).map((row, i) => {
    const cells = row.map(markError);
    return cut(`${String(rows[i]).padStart(margin)} │ ${cells.join(" ")}`, width);
  });
}

function drawBars({ t }: FigureWords, { bars }: BarsFigure, width: number): string[] {
  const shown = bars.slice(0, MAX_LINES);
  const names = shown.map(({ label }) => cut(toOneLine(label), Math.floor(width / 3)));
  const margin = Math.max(...names.map(measureWidth));
  const most = Math.max(
    ...shown.map(({ actual, expected }) => Math.max(actual ?? 0, expected ?? 0)),
  );
  const room = Math.max(8, width - margin - 24);
  return shown.map(({ actual, expected, isRight }, i) => {
    const length = most > 0 ? Math.round((Math.max(0, actual ?? 0) / most) * room) : 0;
    const name = `${names[i]}${" ".repeat(margin - measureWidth(names[i]!))}`;
    const own = actual === null ? t("figure.none") : String(actual);
    const right = expected === null ? t("figure.none") : String(expected);
    const number = isRight ? own : t("figure.instead", { actual: own, expected: right });
    return `${name} ${"█".repeat(length)}${length > 0 ? " " : ""}${number}`;
  });
}

/** Untrusted reports may have rows of any length. */
function showSide(t: FigureWords["t"], cell: TableFigure["rows"][number][number] | undefined) {
  return cell === undefined ? "" : showCell(t, cell);
}

function drawTable(
  { t, language }: FigureWords,
  { columns, rows }: TableFigure,
  width: number,
): string[] {
  const cells = [
    columns.map((title) => toOneLine(title[language])),
    ...rows.slice(0, MAX_LINES).map((row) => columns.map((_, j) => showSide(t, row[j]))),
  ];
  const widths = columns.map((_, j) => Math.max(...cells.map((row) => measureWidth(row[j] ?? ""))));
  return cells.map((row) =>
    cut(
      row
        .map((text, j) => text + " ".repeat((widths[j] ?? 0) - measureWidth(text)))
        .join("  ")
        .trimEnd(),
      width,
    ),
  );
}
