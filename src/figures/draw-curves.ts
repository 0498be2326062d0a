// Numbers from step to step: the submission's beside the expected ones, the first wrong step marked.

import type { CurvesFigure } from "../../grader/doors/reports.ts";
import type { DrawContext } from "./draw-context.ts";
import { drawLegend, HEIGHT, makePlotArea, WIDTH } from "./plot-area.ts";
import { findDomain, type Scale, widenDomain } from "./scale.ts";
import { painted, picture, round } from "./svg.ts";

export function drawCurves(
  { axes, steps, series, divergesAt }: CurvesFigure,
  { t, language, description }: DrawContext,
): string {
  const main = findDomain(series.flatMap(({ expected }) => expected));
  const domain = widenDomain(
    main,
    series.flatMap(({ actual }) => actual),
  );
  const { x, y, frame } = makePlotArea(findDomain(steps), domain, axes, language);
  const curves = series.map(
    ({ actual, expected }) =>
      painted("fig-right", "path", { d: trace(steps, expected, x, y) }) +
      painted("fig-own", "path", { d: trace(steps, actual, x, y) }),
  );
  const mark =
    divergesAt === null
      ? ""
      : painted("fig-mark", "path", { d: `M${round(x.place(divergesAt))} 30V228` });
  const body =
    frame +
    mark +
    curves.join("") +
    drawLegend([
      { paint: "fig-own", text: t("figure.yours") },
      { paint: "fig-right", text: t("figure.expected") },
      ...(divergesAt === null
        ? []
        : [{ paint: "fig-mark" as const, text: t("figure.curves.mark", { step: divergesAt }) }]),
    ]);
  return picture(WIDTH, HEIGHT, description, body);
}

/** A gap where a number is missing. A single point becomes a short line. */
function trace(steps: number[], values: (number | null)[], x: Scale, y: Scale): string {
  let isDown = false;
  let path = "";
  for (const [i, value] of values.entries()) {
    if (value === null) {
      isDown = false;
      continue;
    }
    const place = `${round(x.place(steps[i] ?? 0))} ${round(y.place(value))}`;
    const isAlone = !isDown && values[i + 1] == null;
    path += isAlone ? `M${place}h3` : `${isDown ? "L" : "M"}${place}`;
    isDown = true;
  }
  return path;
}
