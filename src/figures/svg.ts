// Writes SVG as text. Classes only: pages give them colours in both themes
// (src/ui/styles/figures.css). The colours beside the classes are attributes, which any style sheet
// overrides; they are for a file that stands alone.

import { toOneLine } from "../reports/visible-text.ts";
import { escapeHtml } from "../ui/escape-html.ts";

const PAINT = {
  "fig-paper": { fill: "#ffffff" },
  "fig-text": { fill: "#1c2422" },
  "fig-muted": { fill: "#56625f" },
  "fig-grid": { stroke: "#d3dad6", fill: "none" },
  "fig-axis": { stroke: "#7a8883", fill: "none" },
  "fig-own": { stroke: "#17605a", fill: "none", "stroke-width": 2 },
  "fig-right": { stroke: "#56625f", fill: "none", "stroke-width": 2, "stroke-dasharray": "5 4" },
  "fig-rest": { stroke: "#a8261e", fill: "none", "stroke-opacity": 0.6 },
  "fig-point": { fill: "#1c2422" },
  "fig-own-bar": { fill: "#17605a" },
  "fig-right-bar": { fill: "#9fada9" },
  "fig-wrong": { fill: "#a8261e" },
  "fig-mark": { stroke: "#a8261e", fill: "none", "stroke-width": 1.5 },
  "fig-hole": { fill: "none", stroke: "#a8261e" },
  "fig-down-4": { fill: "#2166ac" },
  "fig-down-3": { fill: "#4393c3" },
  "fig-down-2": { fill: "#92c5de" },
  "fig-down-1": { fill: "#d1e5f0" },
  "fig-on-light": { fill: "#1c2422" },
  "fig-on-dark": { fill: "#ffffff" },
  "fig-zero": { fill: "#f0f0ee" },
  "fig-up-1": { fill: "#fddbc7" },
  "fig-up-2": { fill: "#f4a582" },
  "fig-up-3": { fill: "#d6604d" },
  "fig-up-4": { fill: "#b2182b" },
} satisfies Record<string, Record<string, string | number>>;

export type Paint = keyof typeof PAINT;

type Attributes = Record<string, string | number>;

/** `children`: SVG that is already escaped. */
function element(name: string, attributes: Attributes, children = ""): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escapeText(value)}"`,
    )
    .join("");
  return children === "" ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

/** An element with a class and its colour. */
export function painted(paint: Paint, name: string, attributes: Attributes, children = ""): string {
  return element(name, { class: paint, ...PAINT[paint], ...attributes }, children);
}

/** `text` is escaped. `anchor`: which end of it is at x. */
export function label(
  x: number,
  y: number,
  text: string,
  anchor: "start" | "middle" | "end" = "start",
  paint: Paint = "fig-text",
): string {
  return painted(paint, "text", { x, y, "text-anchor": anchor }, escapeText(text));
}

/** `description`: for readers who do not see the picture. */
export function picture(width: number, height: number, description: string, body: string): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "fig",
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      width,
      height,
      role: "img",
      "aria-label": description,
      "font-family": "system-ui, sans-serif",
      "font-size": 12,
    },
    painted("fig-paper", "rect", { width, height }) + body,
  );
}

/** Untrusted text: on one line, without characters that XML does not allow. */
function escapeText(text: string): string {
  return escapeHtml(toOneLine(text).replace(/[\ufffe\uffff]/g, "?"));
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
