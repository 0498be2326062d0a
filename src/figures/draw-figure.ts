// Draws a report's figure as SVG: for the strip while typing, for the report's page and for
// `gradus grade --figure`. A function of its arguments only.

import type { Language } from "../../grader/doors/packs.ts";
import type { Figure } from "../../grader/doors/reports.ts";
import type { Translate } from "../i18n/index.ts";
import { toOneLine } from "../reports/visible-text.ts";
import { formatNumber } from "../ui/format.ts";
import { describeFigure } from "./describe-figure.ts";
import type { DrawContext } from "./draw-context.ts";
import { drawBars } from "./draw-bars.ts";
import { drawCurves } from "./draw-curves.ts";
import { drawFit } from "./draw-fit.ts";
import { drawTable, drawText } from "./draw-grid.ts";
import { drawHeatmap } from "./draw-heatmap.ts";

export function drawFigure(t: Translate, language: Language, figure: Figure): string {
  const words = [
    `${toOneLine(figure.title[language])}${language === "en" ? "." : "。"}`,
    ...describeFigure(t, figure),
  ];
  const context: DrawContext = {
    t,
    language,
    number: (value) => formatNumber(value, language, 4),
    description: words.join(language === "en" ? " " : "").replaceAll("`", ""),
  };
  switch (figure.kind) {
    case "fit":
      return drawFit(figure, context);
    case "curves":
      return drawCurves(figure, context);
    case "heatmap":
      return drawHeatmap(figure, context);
    case "bars":
      return drawBars(figure, context);
    case "table":
      return drawTable(figure, context);
    case "text":
      return drawText(figure, context);
  }
}
