// The error for every w and b, seen from above: the stronger the colour, the smaller the error. In
// it the current place, the best one, and a path of gradient descent.

import type { Knobs, Place } from "../../catalogue/knobs-data.ts";
import { chooseLevels, outlineLevel } from "./level-sets.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { createFrame, createSvg, type Frame, HEIGHT, INSIDE, setAttributes, WIDTH } from "./svg.ts";

const LEVELS = 9;
const ROW_PX = 1;
const BEST_PX = 5.5;

export interface LossMap {
  drawing: SVGElement;
  /** `path`: the places so far; empty if no rate is chosen. */
  show: (place: Place, path: Place[]) => void;
}

/** `onPick`: called with the place that was pressed. */
export function createLossMap(
  knobs: Knobs,
  label: string,
  onPick: (place: Place) => void,
): LossMap {
  const { range, best } = knobs;
  const frame = createFrame(label, {
    x: { name: "w", range: range.w },
    y: { name: "b", range: range.b },
  });
  const { drawing, inside, toX, toY } = frame;
  inside.append(...drawLevels(knobs, frame));
  const path = createSvg("polyline", { class: "knobs-path" });
  const steps = createSvg("g", { class: "knobs-steps" });
  const [x, y] = [toX(best.w), toY(best.b)];
  const corners = [`${x},${y - BEST_PX}`, `${x + BEST_PX},${y}`];
  corners.push(`${x},${y + BEST_PX}`, `${x - BEST_PX},${y}`);
  const diamond = createSvg("polygon", { class: "knobs-best-place", points: corners.join(" ") });
  const here = createSvg("circle", { class: "knobs-place", r: 5.5 });
  inside.append(path, steps, diamond, here);
  drawing.classList.add("knobs-map");
  drawing.addEventListener("click", (event) => {
    const { left, top, width, height } = drawing.getBoundingClientRect();
    const across = (((event.clientX - left) / width) * WIDTH - INSIDE.x) / INSIDE.width;
    const up = 1 - (((event.clientY - top) / height) * HEIGHT - INSIDE.y) / INSIDE.height;
    if (across < 0 || across > 1 || up < 0 || up > 1) return;
    onPick({
      w: range.w[0] + across * (range.w[1] - range.w[0]),
      b: range.b[0] + up * (range.b[1] - range.b[0]),
    });
  });
  return {
    drawing,
    show: (place, walked) => {
      setAttributes(here, { cx: toX(place.w), cy: toY(place.b) });
      const pixels = walked.map(({ w, b }) => [toX(w), toY(b)] as const);
      setAttributes(path, { points: pixels.map((pixel) => pixel.join(",")).join(" ") });
      steps.replaceChildren(...pixels.map(([cx, cy]) => createSvg("circle", { cx, cy, r: 1.75 })));
    },
  };
}

/** From the outermost on, so that each lies on the one before and makes its colour stronger. */
function drawLevels(knobs: Knobs, { toX, toY }: Frame): SVGElement[] {
  const { range, best } = knobs;
  const corners = range.w.flatMap((w) => range.b.map((b) => meanSquaredError(knobs, w, b)));
  const smallest = meanSquaredError(knobs, best.w, best.b);
  const rows = Math.round(INSIDE.height / ROW_PX);
  return chooseLevels(smallest, Math.max(...corners), LEVELS).map((level) => {
    const outline = outlineLevel(knobs, range, level, rows);
    const points = outline.map(({ w, b }) => `${toX(w).toFixed(1)},${toY(b).toFixed(1)}`);
    return createSvg("polygon", { class: "knobs-level", points: points.join(" ") });
  });
}
