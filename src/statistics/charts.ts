// The four kinds of chart: vertical bars, horizontal bars with their names above them, dots on a
// scale from -1 to 1, and counts over time.

import { type ChartText, CHART_WIDTH, countTicks, drawChart } from "./draw-chart.ts";

/** The margins around the marks, in units of the drawing. */
const MARGINS = { marginLeft: 40, marginRight: 12, marginTop: 24, marginBottom: 44 };
const ROW_HEIGHT = 46;
/** The longest name of a row, in half-widths of a Chinese character. */
const LONGEST_NAME = 58;

export interface Bar {
  label: string;
  value: number;
  /** Shown when the mouse is over the bar. */
  hint: string;
  tone: "usual" | "good" | "bad";
}

export function drawBars(
  text: ChartText,
  bars: readonly Bar[],
  axes: { x: string; y: string; number: (value: number) => string },
): Promise<string> {
  const ticks = countTicks(Math.max(...bars.map(({ value }) => value)));
  return drawChart(text, (plot) => ({
    ...MARGINS,
    height: 240,
    x: {
      type: "band",
      domain: bars.map(({ label }) => label),
      label: axes.x,
      labelAnchor: "center",
      labelArrow: "none",
      tickSize: 0,
      padding: 0.15,
    },
    y: {
      domain: [0, ticks.at(-1)!],
      ticks,
      tickFormat: axes.number,
      label: axes.y,
      labelArrow: "none",
      tickSize: 0,
    },
    marks: [
      plot.gridY(ticks, { className: "grid" }),
      ...(["usual", "good", "bad"] as const).map((tone) =>
        plot.barY(
          bars.filter((bar) => bar.tone === tone),
          { x: "label", y: "value", title: "hint", className: `mark ${tone}` },
        ),
      ),
      plot.ruleY([0], { className: "base" }),
    ],
  }));
}

export interface Row {
  id: string;
  name: string;
  /** null: there is none, and `shown` says why. */
  value: number | null;
  shown: string;
  tone: "usual" | "bad";
}

/** From 0 to `most`. */
export function drawRows(text: ChartText, rows: readonly Row[], most: number): Promise<string> {
  return drawChart(text, (plot) => ({
    ...rowLayout(rows),
    x: { domain: [0, most], axis: null },
    marks: [
      plot.barX(rows, {
        y: "id",
        x: () => most,
        insetTop: 24,
        insetBottom: 6,
        className: "mark track",
      }),
      ...(["usual", "bad"] as const).map((tone) =>
        plot.barX(
          rows.filter((row) => row.tone === tone),
          {
            y: "id",
            x: (row: Row) => row.value ?? 0,
            insetTop: 24,
            insetBottom: 6,
            title: "shown",
            className: `mark ${tone}`,
          },
        ),
      ),
      ...rowTexts(plot, rows, most, 0),
    ],
  }));
}

/** From -1 to 1, with a line at 0 and a dashed one at `threshold`. */
export function drawDots(
  text: ChartText,
  rows: readonly Row[],
  threshold: number,
  number: (value: number) => string,
): Promise<string> {
  const measured = rows.filter(({ value }) => value !== null);
  return drawChart(text, (plot) => ({
    ...rowLayout(rows),
    marginBottom: 28,
    height: rows.length * ROW_HEIGHT + 34,
    x: {
      domain: [-1, 1],
      ticks: [-1, -0.5, 0, 0.5, 1],
      tickFormat: number,
      label: null,
      tickSize: 0,
    },
    marks: [
      plot.barX(rows, {
        y: "id",
        x1: () => -1,
        x2: () => 1,
        insetTop: 24,
        insetBottom: 6,
        className: "mark track",
      }),
      plot.ruleX([0], { className: "base" }),
      plot.ruleX([threshold], { className: "threshold" }),
      ...(["usual", "bad"] as const).map((tone) =>
        plot.dot(
          measured.filter((row) => row.tone === tone),
          { y: "id", x: "value", r: 7, dy: 9, title: "shown", className: `mark ${tone}` },
        ),
      ),
      ...rowTexts(plot, rows, 1, -1),
    ],
  }));
}

function rowLayout(rows: readonly Row[]) {
  return {
    marginLeft: 6,
    marginRight: 6,
    marginTop: 2,
    marginBottom: 2,
    height: rows.length * ROW_HEIGHT + 6,
    y: { type: "band", domain: rows.map(({ id }) => id), axis: null, padding: 0 },
  } as const;
}

function rowTexts(
  plot: Parameters<Parameters<typeof drawChart>[1]>[0],
  rows: readonly Row[],
  most: number,
  least: number,
) {
  const above = -ROW_HEIGHT / 2 + 14;
  return [
    plot.text(rows, {
      y: "id",
      x: () => least,
      text: (row: Row) => shorten(row.name, row.shown),
      textAnchor: "start",
      dy: above,
      className: "name",
    }),
    plot.text(rows, {
      y: "id",
      x: () => most,
      text: "shown",
      textAnchor: "end",
      dy: above,
      className: "value",
    }),
  ];
}

/** The part of the name that leaves room for `shown` at the other end of its line. */
function shorten(words: string, shown: string): string {
  const name = words.replaceAll("`", "");
  const room = LONGEST_NAME - measureWidth(shown) - 2;
  if (measureWidth(name) <= room) return name;
  let short = "";
  for (const character of name) {
    if (measureWidth(short + character) > room - 1) break;
    short += character;
  }
  return `${short.trimEnd()}…`;
}

function measureWidth(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1),
    0,
  );
}

export interface Span {
  startMs: number;
  endMs: number;
  count: number;
  hint: string;
}

/** `marked`: an instant with a line and a word. `label`: formats an instant below the axis. */
export function drawTime(
  text: ChartText,
  spans: readonly Span[],
  marked: { atMs: number; word: string } | null,
  axes: { y: string; number: (value: number) => string; label: (ms: number) => string },
): Promise<string> {
  const ticks = countTicks(Math.max(...spans.map(({ count }) => count)));
  const [startMs, endMs] = [spans[0]!.startMs, spans.at(-1)!.endMs];
  // There is room for three labels, also with date and hour.
  const every = Math.max(1, Math.ceil(spans.length / 3));
  const instants = spans.filter((_, i) => i % every === 0).map((span) => span.startMs);
  const isLeft = marked !== null && marked.atMs - startMs > (endMs - startMs) / 2;
  return drawChart(text, (plot) => ({
    ...MARGINS,
    marginBottom: 30,
    height: 220,
    width: CHART_WIDTH,
    x: {
      type: "linear",
      domain: [startMs, endMs],
      ticks: instants,
      tickFormat: axes.label,
      label: null,
    },
    y: {
      domain: [0, ticks.at(-1)!],
      ticks,
      tickFormat: axes.number,
      label: axes.y,
      labelArrow: "none",
      tickSize: 0,
    },
    marks: [
      plot.gridY(ticks, { className: "grid" }),
      plot.rectY(spans, {
        x1: "startMs",
        x2: "endMs",
        y: "count",
        insetLeft: 0.5,
        insetRight: 0.5,
        title: "hint",
        className: "mark usual",
      }),
      plot.ruleY([0], { className: "base" }),
      ...(marked === null
        ? []
        : [
            plot.ruleX([marked.atMs], { className: "due" }),
            plot.text([marked], {
              x: "atMs",
              y: () => ticks.at(-1)!,
              text: "word",
              textAnchor: isLeft ? "end" : "start",
              dx: isLeft ? -6 : 6,
              dy: 7,
              className: "due-word",
            }),
          ]),
    ],
  }));
}
