// Named numbers as bars: the submission's above the expected one.

import type { BarsFigure } from "../../grader/doors/reports.ts";
import { toOneLine } from "../reports/visible-text.ts";
import type { DrawContext } from "./draw-context.ts";
import { measure, drawLegend, WIDTH } from "./plot-area.ts";
import { findDomain, makeScale } from "./scale.ts";
import { label, painted, picture, round } from "./svg.ts";

const TOP = 30;
const ROW = 30;
const BAR = 9;
const MAX_NAMES = 200;
const NUMBERS = 100;

export function drawBars({ bars }: BarsFigure, { t, number, description }: DrawContext): string {
  const names = bars.map((bar) => shorten(toOneLine(bar.label)));
  const left = Math.min(MAX_NAMES, Math.max(...names.map(measure), 20)) + 14;
  const domain = findDomain([0, ...bars.flatMap(({ actual, expected }) => [actual, expected])]);
  const { place } = makeScale(domain, left, WIDTH - NUMBERS);
  const zero = place(0);
  const drawBar = (value: number | null, y: number, isOwn: boolean, isRight: boolean) => {
    const at = value === null ? zero : place(value);
    const wrong = isRight ? "fig-own-bar" : "fig-wrong";
    const text = value === null ? t("figure.none") : number(value);
    return (
      painted(isOwn ? wrong : "fig-right-bar", "rect", {
        x: Math.min(zero, at),
        y,
        width: Math.max(1, Math.abs(at - zero)),
        height: BAR,
      }) +
      label(Math.max(zero, at) + 6, y + BAR - 0.5, text, "start", isOwn ? "fig-text" : "fig-muted")
    );
  };
  const rows = bars.map(({ actual, expected, isRight }, i) => {
    const y = TOP + i * ROW;
    return (
      label(left - 8, y + BAR + 4, names[i]!, "end") +
      drawBar(actual, y, true, isRight) +
      drawBar(expected, y + BAR + 2, false, true)
    );
  });
  const body =
    rows.join("") +
    painted("fig-axis", "path", {
      d: `M${round(zero)} ${TOP - 4}V${TOP + bars.length * ROW - 4}`,
    }) +
    drawLegend([
      { paint: "fig-own-bar", text: t("figure.yours") },
      { paint: "fig-right-bar", text: t("figure.expected") },
    ]);
  return picture(WIDTH, TOP + bars.length * ROW + 6, description, body);
}

function shorten(text: string): string {
  if (measure(text) <= MAX_NAMES) return text;
  let short = text;
  while (measure(short) > MAX_NAMES - 12) short = Array.from(short).slice(0, -1).join("");
  return `${short}…`;
}
