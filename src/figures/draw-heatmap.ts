// A matrix as coloured cells: what the submission computed, and beside it, if something is wrong,
// the error of each cell.

import type { HeatmapFigure } from "../../grader/doors/reports.ts";
import type { DrawContext } from "./draw-context.ts";
import { measure } from "./plot-area.ts";
import { formatShort } from "./scale.ts";
import { label, painted, type Paint, picture, round } from "./svg.ts";

const GAP = 28;
const TOP = 24;
const LEFT = 34;
const LARGEST_CELL = 34;
const PANEL = 210;
/** In larger cells, numbers can be read. */
const READABLE = 30;

const SHADES: Paint[] = [
  "fig-down-4",
  "fig-down-3",
  "fig-down-2",
  "fig-down-1",
  "fig-zero",
  "fig-up-1",
  "fig-up-2",
  "fig-up-3",
  "fig-up-4",
];

export function drawHeatmap(
  { rows, columns, actual, errors }: HeatmapFigure,
  { t, description }: DrawContext,
): string {
  const panels = errors === null ? 1 : 2;
  const room = panels === 1 ? 2 * PANEL : PANEL;
  const size = Math.max(
    3,
    Math.min(LARGEST_CELL, room / Math.max(1, columns.length), PANEL / Math.max(1, rows.length)),
  );
  const width = columns.length * size;
  const height = TOP + rows.length * size + 22;
  const drawPanel = (left: number, title: string, values: (number | null)[][], isError: boolean) =>
    label(left, 14, title) +
    drawCells(values, left, size, isError) +
    drawNames(rows, columns, left, size);
  const errorTitle = t("figure.heatmap.error");
  const second = LEFT + width + GAP + LEFT;
  const end = errors === null ? LEFT + width : second + Math.max(width, measure(errorTitle));
  const total = Math.max(end + 10, 220);
  const body =
    drawPanel(LEFT, t("figure.yours"), actual, false) +
    (errors === null ? "" : drawPanel(second, errorTitle, errors, true));
  return picture(total, height, description, body);
}

function drawCells(
  values: (number | null)[][],
  left: number,
  size: number,
  isError: boolean,
): string {
  const most = Math.max(...values.flat().map((value) => Math.abs(value ?? 0)), Number.MIN_VALUE);
  const side = round(size);
  const shades = new Map<Paint, string>();
  let holes = "";
  let wrong = "";
  let numbers = "";
  for (const [i, row] of values.entries()) {
    for (const [j, value] of row.entries()) {
      const corner = `${round(left + j * size)} ${round(TOP + i * size)}`;
      const square = `M${corner}h${side}v${side}h${-side}z`;
      if (value === null) {
        holes += `M${corner}l${side} ${side}m${-side} 0l${side} ${-side}`;
        continue;
      }
      const shade = chooseShade(value / most);
      shades.set(shade, (shades.get(shade) ?? "") + square);
      if (isError && value !== 0) wrong += square;
      if (size >= READABLE)
        numbers += drawNumber(value, left + (j + 0.5) * size, TOP + (i + 0.5) * size + 3, shade);
    }
  }
  return (
    [...shades].map(([shade, d]) => painted(shade, "path", { d })).join("") +
    painted("fig-hole", "path", { d: holes }) +
    painted("fig-mark", "path", { d: wrong }) +
    numbers
  );
}

function drawNumber(value: number, x: number, y: number, shade: Paint): string {
  const isDark = shade.endsWith("-3") || shade.endsWith("-4");
  const paint = isDark ? "fig-on-dark" : "fig-on-light";
  return painted(
    paint,
    "text",
    { x, y, "text-anchor": "middle", "font-size": 9 },
    formatCell(value),
  );
}

function formatCell(value: number): string {
  const text = formatShort(value);
  return text.length <= 6 ? text : formatShort(Number(value.toPrecision(2)));
}

function chooseShade(share: number): Paint {
  if (share === 0) return "fig-zero";
  const step = Math.ceil(Math.min(1, Math.abs(share)) * 4);
  return SHADES[4 + Math.sign(share) * step] ?? "fig-zero";
}

/** The numbers of the first and last row and column. */
function drawNames(rows: number[], columns: number[], left: number, size: number): string {
  const ends = (list: number[]) => (list.length === 0 ? [] : [...new Set([0, list.length - 1])]);
  const bottom = TOP + rows.length * size + 14;
  return (
    ends(rows)
      .map((i) => label(left - 5, TOP + (i + 0.5) * size + 4, String(rows[i]), "end", "fig-muted"))
      .join("") +
    ends(columns)
      .map((j) => label(left + (j + 0.5) * size, bottom, String(columns[j]), "middle", "fig-muted"))
      .join("")
  );
}
