// The frame of a figure with two directions: grid, numbers, names of the axes, legend.

import type { Language } from "../../grader/doors/packs.ts";
import type { Axes } from "../../grader/doors/reports.ts";
import { toOneLine } from "../reports/visible-text.ts";
import { formatShort, makeScale, type Scale } from "./scale.ts";
import { label, painted, type Paint, round } from "./svg.ts";

export const WIDTH = 480;
export const HEIGHT = 270;
const LEFT = 58;
const RIGHT = 14;
const TOP = 30;
const BOTTOM = 42;

export interface PlotArea {
  x: Scale;
  y: Scale;
  /** Grid, numbers and names. */
  frame: string;
}

export function makePlotArea(
  xDomain: [number, number],
  yDomain: [number, number],
  axes: Axes | null,
  language: Language,
): PlotArea {
  const x = makeScale(xDomain, LEFT, WIDTH - RIGHT);
  const y = makeScale(yDomain, HEIGHT - BOTTOM, TOP);
  const lines =
    y.ticks.map((tick) => `M${LEFT} ${round(y.place(tick))}H${WIDTH - RIGHT}`).join("") +
    x.ticks.map((tick) => `M${round(x.place(tick))} ${TOP}V${HEIGHT - BOTTOM}`).join("");
  const numbers =
    y.ticks
      .map((tick) => label(LEFT - 6, y.place(tick) + 4, formatShort(tick), "end", "fig-muted"))
      .join("") +
    x.ticks
      .map((tick) =>
        label(x.place(tick), HEIGHT - BOTTOM + 16, formatShort(tick), "middle", "fig-muted"),
      )
      .join("");
  const names =
    axes === null
      ? ""
      : label(WIDTH - RIGHT, HEIGHT - 6, toOneLine(axes.x[language]), "end", "fig-muted") +
        label(6, 14, toOneLine(axes.y[language]), "start", "fig-muted");
  return { x, y, frame: painted("fig-grid", "path", { d: lines }) + numbers + names };
}

/** From the right, along the upper edge. A bar's colour is shown as a square, a line's as a line. */
export function drawLegend(entries: { paint: Paint; text: string }[]): string {
  let right = WIDTH - RIGHT;
  return entries
    .toReversed()
    .map(({ paint, text }) => {
      const words = label(right, 14, text, "end");
      const start = right - measure(text) - 32;
      right = start - 14;
      const sample = paint.endsWith("-bar")
        ? painted(paint, "rect", { x: start + 14, y: 5, width: 10, height: 10 })
        : painted(paint, "path", { d: `M${start} 10h24` });
      return sample + words;
    })
    .join("");
}

/** About the width of a text of 12 units: Chinese characters are as wide as high. */
export function measure(text: string): number {
  return Array.from(text).reduce((sum, one) => sum + (one.codePointAt(0)! > 0x2e7f ? 12 : 7.3), 0);
}
