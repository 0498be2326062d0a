// Points, the submission's line with its residuals, and the right line.

import type { FitFigure } from "../../grader/doors/reports.ts";
import type { DrawContext } from "./draw-context.ts";
import { drawLegend, HEIGHT, makePlotArea, WIDTH } from "./plot-area.ts";
import { findDomain, padDomain, widenDomain } from "./scale.ts";
import { painted, picture, round } from "./svg.ts";

export function drawFit(
  { axes, x: xs, y: ys, actual, expected }: FitFigure,
  { t, language, description }: DrawContext,
): string {
  const main = findDomain([...ys, ...expected]);
  const { x, y, frame } = makePlotArea(
    padDomain(findDomain(xs)),
    padDomain(widenDomain(main, actual)),
    axes,
    language,
  );
  const at = (i: number, value: number) => `${round(x.place(xs[i] ?? 0))} ${round(y.place(value))}`;
  const order = xs.map((_, i) => i).sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0));
  const line = (values: readonly (number | null | undefined)[]) => {
    const points = order.flatMap((i) => (values[i] == null ? [] : [at(i, values[i])]));
    return points.length === 0 ? "" : `M${points.join("L")}`;
  };
  const residuals = xs
    .map((_, i) =>
      actual[i] == null || ys[i] === undefined
        ? ""
        : `M${at(i, ys[i])}V${round(y.place(actual[i]))}`,
    )
    .join("");
  const points = xs
    .map((_, i) =>
      painted("fig-point", "circle", {
        cx: x.place(xs[i] ?? 0),
        cy: y.place(ys[i] ?? 0),
        r: xs.length > 100 ? 2 : 3.5,
      }),
    )
    .join("");
  const body =
    frame +
    painted("fig-rest", "path", { d: residuals }) +
    painted("fig-right", "path", { d: line(expected) }) +
    painted("fig-own", "path", { d: line(actual) }) +
    points +
    drawLegend([
      { paint: "fig-own", text: t("figure.yours") },
      { paint: "fig-right", text: t("figure.expected") },
    ]);
  return picture(WIDTH, HEIGHT, description, body);
}
