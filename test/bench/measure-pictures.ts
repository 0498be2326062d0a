// How long drawing takes: each kind of figure with as many numbers as it may have, all different, so
// that nothing can be shortened.

import { type Figure, MAX_NUMBERS, MAX_ROWS } from "../../grader/doors/reports.ts";
import { drawFigure } from "../../src/figures/draw-figure.ts";
import { makeTranslator } from "../../src/i18n/index.ts";

export interface Picture {
  kind: Figure["kind"];
  p50Ms: number;
  p95Ms: number;
}

export function measurePictures(count: number): Picture[] {
  const t = makeTranslator("en");
  return makeLargest().map((figure) => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const startedMs = performance.now();
      drawFigure(t, "en", figure);
      times.push(performance.now() - startedMs);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;
    return { kind: figure.kind, p50Ms: at(0.5), p95Ms: at(0.95) };
  });
}

function makeLargest(): Figure[] {
  const facts = {
    title: { "zh-CN": "图", en: "A figure" },
    of: null,
    differs: true,
    notFinite: 0,
    thinnedFrom: null,
  };
  const list = (length: number, factor = 1) =>
    Array.from({ length }, (_, i) => Math.sin(i) * 1000 * factor);
  const side = Math.floor(Math.sqrt(MAX_NUMBERS / 2));
  const matrix = (factor: number) => Array.from({ length: side }, (_, i) => list(side, factor + i));
  const indices = Array.from({ length: side }, (_, i) => i);
  const quarter = MAX_NUMBERS / 4;
  return [
    {
      kind: "fit",
      ...facts,
      axes: null,
      x: list(quarter),
      y: list(quarter, 2),
      actual: list(quarter, 3),
      expected: list(quarter, 4),
    },
    {
      kind: "curves",
      ...facts,
      axes: null,
      steps: Array.from({ length: MAX_NUMBERS / 3 }, (_, i) => i),
      series: [{ actual: list(MAX_NUMBERS / 3), expected: list(MAX_NUMBERS / 3, 2) }],
      divergesAt: 0,
    },
    {
      kind: "heatmap",
      ...facts,
      path: "w",
      rows: indices,
      columns: indices,
      actual: matrix(1),
      errors: matrix(2),
      shape: null,
    },
    {
      kind: "bars",
      ...facts,
      bars: list(MAX_ROWS).map((value, i) => ({
        label: `layer ${i}`,
        actual: value,
        expected: value + 1,
        isRight: false,
      })),
    },
    {
      kind: "table",
      ...facts,
      columns: Array.from({ length: 8 }, () => facts.title),
      rows: Array.from({ length: MAX_ROWS }, (_, i) =>
        list(8, i + 1).map((value) => ({
          actual: String(value),
          expected: String(value + 1),
          isRight: false,
        })),
      ),
    },
    { kind: "text", ...facts, text: "#".repeat(2000) },
  ];
}
