// The points, the line, and the residuals: what the line misses each point by.

import type { Knobs, Place } from "../../catalogue/knobs-data.ts";
import { spread } from "./scales.ts";
import { createFrame, createSvg, setAttributes } from "./svg.ts";

const ROOM = 0.1;

export interface LinePlot {
  drawing: SVGElement;
  show: (place: Place) => void;
}

export function createLinePlot({ x, y, start, best }: Knobs, label: string): LinePlot {
  const across = spread(x, ROOM);
  // The line is in the drawing at the start and at the end.
  const ends = [start, best].flatMap(({ w, b }) => x.map((xi) => w * xi + b));
  const frame = createFrame(label, {
    x: { name: "x", range: across },
    y: { name: "y", range: spread([...y, ...ends], ROOM) },
  });
  const { drawing, inside, toX, toY } = frame;
  const residuals = x.map(() => createSvg("line", { class: "knobs-residual" }));
  const line = createSvg("line", { class: "knobs-line" });
  const dots = x.map((xi, i) =>
    createSvg("circle", { class: "knobs-point", cx: toX(xi), cy: toY(y[i]!), r: 4 }),
  );
  inside.append(...residuals, line, ...dots);
  return {
    drawing,
    show: ({ w, b }) => {
      const [from, to] = across;
      connect(line, [toX(from), toY(w * from + b)], [toX(to), toY(w * to + b)]);
      for (const [i, xi] of x.entries())
        connect(residuals[i]!, [toX(xi), toY(y[i]!)], [toX(xi), toY(w * xi + b)]);
    },
  };
}

type Pixel = [x: number, y: number];

function connect(line: SVGElement, [x1, y1]: Pixel, [x2, y2]: Pixel): void {
  setAttributes(line, { x1, y1, x2, y2 });
}
