// Creates the elements of a drawing, and its axes.

import { formatNumber } from "./format-number.ts";
import { type Interval, listTicks } from "../../figures/ticks.ts";
import { createScale } from "./scales.ts";

export type Attributes = Record<string, string | number>;

export function createSvg(tag: string, attributes: Attributes = {}, text = ""): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(made, attributes);
  if (text !== "") made.textContent = text;
  return made;
}

export function setAttributes(element: SVGElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

export interface Frame {
  /** The whole drawing. */
  drawing: SVGElement;
  /** What is drawn in it is cut at its edges. Its own coordinates begin at 0. */
  inside: SVGElement;
  toX: (value: number) => number;
  toY: (value: number) => number;
}

export const WIDTH = 240;
export const HEIGHT = 210;
/** Of the place inside the axes. */
export const INSIDE = { x: 34, y: 10, width: WIDTH - 44, height: HEIGHT - 50 };
const TICKS = 5;

/** A drawing with axes. `label` is for those who do not see it. */
export function createFrame(
  label: string,
  axes: { x: { name: string; range: Interval }; y: { name: string; range: Interval } },
): Frame {
  const { x, y, width, height } = INSIDE;
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  const drawing = createSvg("svg", { viewBox, role: "img", "aria-label": label });
  const toX = createScale(axes.x.range, [0, width]);
  const toY = createScale(axes.y.range, [height, 0]);
  const inside = createSvg("svg", { x, y, width, height });
  const grid = createSvg("g", { class: "knobs-grid" });
  const words = createSvg("g", { class: "knobs-axis" });
  for (const tick of listTicks(axes.x.range, TICKS)) {
    const at = x + toX(tick);
    grid.append(createSvg("line", { x1: at, x2: at, y1: y, y2: y + height }));
    const place = { x: at, y: y + height + 16, "text-anchor": "middle" };
    words.append(createSvg("text", place, formatNumber(tick)));
  }
  for (const tick of listTicks(axes.y.range, TICKS)) {
    const at = y + toY(tick);
    grid.append(createSvg("line", { x1: x, x2: x + width, y1: at, y2: at }));
    const place = { x: x - 6, y: at + 4, "text-anchor": "end" };
    words.append(createSvg("text", place, formatNumber(tick)));
  }
  const name = { class: "knobs-name", "text-anchor": "middle" };
  words.append(
    createSvg("text", { ...name, x: x + width / 2, y: HEIGHT - 6 }, axes.x.name),
    createSvg("text", { ...name, x: 8, y: y + height / 2 }, axes.y.name),
  );
  drawing.append(grid, words, inside);
  return { drawing, inside, toX, toY };
}
