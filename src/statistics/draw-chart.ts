// Charts as SVG text, drawn by Observable Plot in a document of its own (linkedom). The output
// contains no style element, because the site's content security policy forbids it, and no colours:
// marks have classes, and src/ui/styles/statistics.css styles them for light and dark.

import type * as PlotLibrary from "@observablehq/plot";
import type { parseHTML as ParseHtml } from "linkedom";

export type Plot = typeof PlotLibrary;

export interface ChartText {
  /** Unique on its page. */
  id: string;
  /** Read aloud in place of the chart; its numbers follow as a table. */
  title: string;
  description: string;
}

interface Tools {
  plot: Plot;
  document: ReturnType<typeof ParseHtml>["document"];
}

/**
 * In units of the drawing. On a phone it is drawn a little smaller, in a wide column a little
 * larger.
 */
export const CHART_WIDTH = 440;
const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

let loading: Promise<Tools> | undefined;

/**
 * Loaded when the first chart is drawn: it takes a quarter of a second, which the server's start
 * does not need.
 */
function loadTools(): Promise<Tools> {
  loading ??= Promise.all([import("@observablehq/plot"), import("linkedom")]).then(
    ([plot, { parseHTML }]) => ({
      plot,
      document: parseHTML("<!doctype html><html></html>").document,
    }),
  );
  return loading;
}

export async function drawChart(
  { id, title, description }: ChartText,
  optionsOf: (plot: Plot) => PlotLibrary.PlotOptions,
): Promise<string> {
  const { plot, document } = await loadTools();
  const svg = plot.plot({ width: CHART_WIDTH, ...optionsOf(plot), document, className: "chart" });
  for (const style of svg.querySelectorAll("style")) style.remove();
  // Inside an image no element has a role or a name of its own.
  for (const part of svg.querySelectorAll("[aria-label], [aria-hidden]"))
    for (const name of ["aria-label", "aria-hidden"]) part.removeAttribute(name);
  for (const name of ["font-size", "font-family", "fill", "width", "height"])
    svg.removeAttribute(name);
  const texts = (["title", "desc"] as const).map((tag) => {
    const element = document.createElementNS(SVG_NAMESPACE, tag);
    element.setAttribute("id", `${id}-${tag}`);
    element.textContent = tag === "title" ? title : description;
    return element;
  });
  svg.prepend(...texts);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title`);
  svg.setAttribute("aria-describedby", `${id}-desc`);
  return svg.outerHTML;
}

/** Whole numbers for an axis of counts from 0: five steps or fewer. */
export function countTicks(most: number): number[] {
  const rough = Math.max(1, most / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power);
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, i) => i * step);
}
