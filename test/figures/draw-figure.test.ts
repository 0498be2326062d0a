// Drawings: what is in them, in both languages, and that no data breaks them.

import fc from "fast-check";
import { decode } from "saxen";
import { describe, expect, test } from "vitest";
import type { Figure } from "../../grader/doors/reports.ts";
import { drawFigure } from "../../src/figures/draw-figure.ts";
import { describeFigure } from "../../src/figures/describe-figure.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { drawLines } from "../../src/cli/figure-lines.ts";
import { parseXml } from "../support/parse-xml.ts";

const en = makeTranslator("en");
const zh = makeTranslator("zh-CN");
const FACTS = {
  title: { "zh-CN": "图 <1>", en: "A figure & <more>" },
  of: null,
  differs: true,
  notFinite: 0,
  thinnedFrom: null,
};
const AXES = { x: { "zh-CN": "轮", en: "epoch" }, y: { "zh-CN": "损失", en: "loss" } };

export const FIGURES: Record<Figure["kind"], Figure> = {
  text: { kind: "text", ...FACTS, differs: false, text: "a <b>\n  c\u202e" },
  fit: {
    kind: "fit",
    ...FACTS,
    axes: null,
    x: [1, 2, 3],
    y: [2, 4, 5],
    actual: [2, 3, null],
    expected: [2, 3, 4],
  },
  curves: {
    kind: "curves",
    ...FACTS,
    axes: AXES,
    steps: [0, 1, 2],
    series: [{ actual: [4, 3, 1e300], expected: [4, 2, 1] }],
    divergesAt: 1,
  },
  heatmap: {
    kind: "heatmap",
    ...FACTS,
    path: "w",
    rows: [0, 1],
    columns: [0, 1],
    actual: [
      [1, null],
      [3, 4],
    ],
    errors: [
      [0, null],
      [-1, 0],
    ],
    shape: null,
  },
  bars: {
    kind: "bars",
    ...FACTS,
    bars: [
      { label: "weight", actual: 15, expected: 50, isRight: false },
      { label: "<bias>", actual: 5, expected: 5, isRight: true },
      { label: "none", actual: null, expected: 3, isRight: false },
    ],
  },
  table: {
    kind: "table",
    ...FACTS,
    columns: [AXES.x, AXES.y],
    rows: [
      [
        { actual: "a<", expected: "a<", isRight: true },
        { actual: "2", expected: "3", isRight: false },
      ],
    ],
  },
};
const kinds = Object.keys(FIGURES) as Figure["kind"][];

describe.each(kinds)("%s", (kind) => {
  const figure = FIGURES[kind];

  test.each([
    ["en", en],
    ["zh-CN", zh],
  ] as const)(
    "is well-formed SVG with classes, a text alternative and no style: %s",
    (language, t) => {
      const svg = drawFigure(t, language, figure);
      const root = parseXml(svg);
      expect(root.name).toBe("svg");
      expect(root.attributes["role"]).toBe("img");
      expect(decode(root.attributes["aria-label"]!)).toContain(figure.title[language]);
      expect(svg).not.toMatch(
        /<style|style=|<script|\son[a-z]+=|href=|NaN|Infinity|undefined|null/,
      );
      expect(svg).not.toContain("\u202e");
    },
  );

  test("is the same every time", () => {
    expect(drawFigure(en, "en", figure)).toBe(drawFigure(en, "en", figure));
  });
});

test("each says in words what is wrong", () => {
  const words = (kind: Figure["kind"]) => describeFigure(en, FIGURES[kind]).join(" ");
  expect(words("fit")).toContain("no value at some points");
  expect(words("curves")).toBe(
    "The first difference is at step 1: yours is 3, expected 2. " +
      "Values beyond the frame are drawn at its edge.",
  );
  expect(words("heatmap")).toContain("2 of 4 values are wrong");
  expect(words("bars")).toContain(
    "2 of 3 numbers are wrong. The first is weight: yours is 15, expected 50.",
  );
  expect(words("table")).toBe("1 of 2 cells is wrong.");
  const thin = { ...FIGURES.fit, notFinite: 2, thinnedFrom: 9000 };
  expect(describeFigure(en, thin).slice(1)).toEqual([
    "2 values are NaN or infinite and are not drawn.",
    "There are 9000 values; only some are drawn.",
  ]);
});

test("one wild number does not flatten the expected curve", () => {
  const svg = drawFigure(en, "en", FIGURES.curves);
  const right = /class="fig-right"[^>]*d="([^"]+)"/.exec(svg)![1]!;
  const heights = [...right.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(50);
});

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(1e308, -1e308, 0, -0, 5e-324, 1.7976931348623157e308),
);
const cell = fc.option(number);
const list = fc.array(number, { maxLength: 20 });
const cells = fc.array(cell, { maxLength: 20 });
const matrix = fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 9 });
const text = fc.string({ unit: "binary", maxLength: 30 });
const words = fc.record({ "zh-CN": text, en: text });
const facts = {
  title: words,
  of: fc.option(fc.record({ name: text, title: fc.option(words), passed: fc.boolean() })),
  differs: fc.boolean(),
  notFinite: fc.nat(),
  thinnedFrom: fc.option(fc.nat()),
};
const axes = fc.option(fc.record({ x: words, y: words }));
const side = fc.option(text);
/** Lists need not fit together: a report may come from a worker or a file that was edited. */
const anyFigure: fc.Arbitrary<Figure> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), ...facts, text }),
  fc.record({
    kind: fc.constant("fit" as const),
    ...facts,
    axes,
    x: list,
    y: list,
    actual: cells,
    expected: list,
  }),
  fc.record({
    kind: fc.constant("curves" as const),
    ...facts,
    axes,
    steps: fc.array(fc.integer(), { maxLength: 20 }),
    series: fc.array(fc.record({ actual: cells, expected: list }), { maxLength: 6 }),
    divergesAt: fc.option(fc.integer()),
  }),
  fc.record({
    kind: fc.constant("heatmap" as const),
    ...facts,
    path: text,
    rows: fc.array(fc.nat(), { maxLength: 9 }),
    columns: fc.array(fc.nat(), { maxLength: 9 }),
    actual: matrix,
    errors: fc.option(matrix),
    shape: fc.option(text),
  }),
  fc.record({
    kind: fc.constant("bars" as const),
    ...facts,
    bars: fc.array(
      fc.record({ label: text, actual: cell, expected: cell, isRight: fc.boolean() }),
      { maxLength: 9 },
    ),
  }),
  fc.record({
    kind: fc.constant("table" as const),
    ...facts,
    columns: fc.array(words, { maxLength: 4 }),
    rows: fc.array(
      fc.array(fc.record({ actual: side, expected: side, isRight: fc.boolean() }), {
        maxLength: 5,
      }),
      { maxLength: 9 },
    ),
  }),
);

test("no data breaks a drawing", () => {
  fc.assert(
    fc.property(anyFigure, (figure) => {
      const svg = drawFigure(en, "en", figure);
      parseXml(svg);
      const numbers = [...svg.matchAll(/ (?:x|y|d|cx|cy|width|height)="([^"]*)"/g)];
      for (const [, value] of numbers) expect(value).not.toMatch(/NaN|Infinity/);
      for (const line of drawLines({ t: en, language: "en" }, figure, 70))
        // oxlint-disable-next-line no-control-regex -- that there are none is what is tested
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
    { numRuns: 500 },
  );
});
