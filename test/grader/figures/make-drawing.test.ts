// The data of each kind of figure, from ordinary outputs and from any other value.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_NUMBERS } from "../../../grader/figure.ts";
import { makeBars } from "../../../grader/figures/make-bars.ts";
import { makeCurves } from "../../../grader/figures/make-curves.ts";
import { makeFit } from "../../../grader/figures/make-fit.ts";
import { makeHeatmap } from "../../../grader/figures/make-heatmap.ts";
import { makeTable } from "../../../grader/figures/make-table.ts";
import type { Value } from "../../../grader/isolate/codec.ts";
import { figureSchema } from "../../../src/reports/figure-schema.ts";
import { drawnCase, listNumbers, TITLE } from "./make-drawing.ts";

const FIT = { kind: "fit", title: TITLE, x: "X", y: "y", line: "fitted" } as const;
const CURVES = { kind: "curves", title: TITLE, field: "loss", firstStep: 1 } as const;
const HEATMAP = { kind: "heatmap", title: TITLE, field: "w" } as const;
const BARS = { kind: "bars", title: TITLE, field: "rows[].count", labels: "rows[].name" } as const;
const TABLE = {
  kind: "table",
  title: TITLE,
  rows: "rows",
  columns: [
    { title: TITLE, field: "name" },
    { title: TITLE, field: "count" },
  ],
} as const;
const table = { ...TABLE, columns: [...TABLE.columns] };

const POINTS = { X: [[1], [2], [3]], y: [2, 4, 5] };
const ROWS = [
  { name: "weight", count: 50 },
  { name: "bias", count: 5 },
];

describe("fit", () => {
  test("has the points, the line and the right line", () => {
    const drawing = makeFit(FIT, drawnCase({ fitted: [2, 3, 4] }, { fitted: [2, 3, 9] }, POINTS));
    expect(drawing).toMatchObject({
      x: [1, 2, 3],
      y: [2, 4, 5],
      actual: [2, 3, 9],
      expected: [2, 3, 4],
      differs: true,
      notFinite: 0,
      thinnedFrom: null,
    });
  });

  test("leaves out what is not finite, and counts it", () => {
    const own = { fitted: [2, NaN, Infinity] };
    expect(makeFit(FIT, drawnCase({ fitted: [2, 3, 4] }, own, POINTS))).toMatchObject({
      actual: [2, null, null],
      notFinite: 2,
    });
  });

  test("is not drawn with several features, or of nothing", () => {
    const wide = { X: [[1, 2]], y: [1] };
    expect(makeFit(FIT, drawnCase({ fitted: [1] }, { fitted: [1] }, wide))).toBeUndefined();
    const none = { X: [], y: [] };
    expect(makeFit(FIT, drawnCase({ fitted: [] }, { fitted: [] }, none))).toBeUndefined();
    for (const fitted of [undefined, null, "line", [], [NaN, NaN, NaN]])
      expect(makeFit(FIT, drawnCase({ fitted: [2, 3, 4] }, { fitted }, POINTS))).toBeUndefined();
  });
});

describe("curves", () => {
  test("mark the first step that is wrong", () => {
    const right = drawnCase({ loss: [4, 2, 1] }, { loss: [4, 2, 1] });
    expect(makeCurves(CURVES, right)).toMatchObject({ divergesAt: null, differs: false });
    const drawing = makeCurves(CURVES, drawnCase({ loss: [4, 2, 1] }, { loss: [4, 3, 2] }));
    expect(drawing).toMatchObject({ steps: [1, 2, 3], divergesAt: 2, differs: true });
  });

  test("have a gap where a step is missing, and say if there are too many", () => {
    const short = makeCurves(CURVES, drawnCase({ loss: [4, 2, 1] }, { loss: [4] }));
    expect(short).toMatchObject({ divergesAt: 2, series: [{ actual: [4, null, null] }] });
    const long = makeCurves(CURVES, drawnCase({ loss: [4, 2] }, { loss: [4, 2, 1] }));
    expect(long).toMatchObject({ divergesAt: null, differs: true, steps: [1, 2] });
  });

  test("are one for each quantity", () => {
    const path = [
      [1, 10],
      [2, 20],
    ];
    expect(makeCurves(CURVES, drawnCase({ loss: path }, { loss: path }))?.series).toEqual([
      { actual: [1, 2], expected: [1, 2] },
      { actual: [10, 20], expected: [10, 20] },
    ]);
  });
});

describe("heat maps", () => {
  const right = [
    [1, 2],
    [3, 4],
  ];

  test("have the error of each cell, only if one is wrong", () => {
    expect(makeHeatmap(HEATMAP, drawnCase({ w: right }, { w: right }))).toMatchObject({
      actual: right,
      errors: null,
      differs: false,
    });
    const own = [
      [1, 2.5],
      [NaN, 4 + 1e-12],
    ];
    expect(makeHeatmap(HEATMAP, drawnCase({ w: right }, { w: own }))).toMatchObject({
      path: "w",
      errors: [
        [0, 0.5],
        [null, 0],
      ],
      notFinite: 1,
      differs: true,
    });
  });

  test("say which shape it is, if it is another one", () => {
    const drawing = makeHeatmap(HEATMAP, drawnCase({ w: right }, { w: [[1, 2]] }));
    expect(drawing).toMatchObject({ shape: "1 x 2", differs: true });
  });

  test("of a list of matrices show the first one that is wrong", () => {
    const own = [
      right,
      [
        [1, 2],
        [3, 0],
      ],
    ];
    const drawing = makeHeatmap(HEATMAP, drawnCase({ w: [right, right] }, { w: own }));
    expect(drawing).toMatchObject({
      path: "w[1]",
      errors: [
        [0, 0],
        [0, -4],
      ],
    });
  });

  test("of a large matrix show part of it, with the first wrong cell", () => {
    const large = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 300 }, (_, j) => i + j),
    );
    const own = large.map((row, i) => row.map((cell, j) => (i === 217 && j === 131 ? -1 : cell)));
    const drawing = makeHeatmap(HEATMAP, drawnCase({ w: large }, { w: own }))!;
    expect(drawing.rows).toContain(217);
    expect(drawing.columns).toContain(131);
    expect(drawing.thinnedFrom).toBe(90_000);
    expect(drawing.errors!.flat().filter((error) => error !== 0)).toHaveLength(1);
  });
});

describe("bars", () => {
  test("are matched by their names, in any order", () => {
    const own = { rows: [ROWS[1]!, { name: "weight", count: 15 }, { name: "more", count: 1 }] };
    expect(makeBars(BARS, drawnCase({ rows: ROWS }, own))?.bars).toEqual([
      { label: "weight", actual: 15, expected: 50, isRight: false },
      { label: "bias", actual: 5, expected: 5, isRight: true },
      { label: "more", actual: 1, expected: null, isRight: false },
    ]);
  });

  test("of an object are its numbers, each with the tolerance of its field", () => {
    const whole = { kind: "bars", title: TITLE, field: "" } as const;
    const drawn = drawnCase({ mse: 1, name: "x", mae: 2 }, { mse: 1.2, mae: 2.2, extra: 3 });
    drawn.testCase.tolerance.fields = { mse: { rtol: 0, atol: 0.5 } };
    expect(makeBars(whole, drawn)?.bars).toEqual([
      { label: "mse", actual: 1.2, expected: 1, isRight: true },
      { label: "mae", actual: 2.2, expected: 2, isRight: false },
    ]);
  });
});

describe("tables", () => {
  test("have both sides of each cell, and rows that are missing or too many", () => {
    const own = { rows: [{ name: "weight", count: 51 }, ROWS[1]!, { name: "more", count: 1 }] };
    expect(makeTable(table, drawnCase({ rows: ROWS }, own))?.rows).toEqual([
      [
        { actual: "weight", expected: "weight", isRight: true },
        { actual: "51", expected: "50", isRight: false },
      ],
      [
        { actual: "bias", expected: "bias", isRight: true },
        { actual: "5", expected: "5", isRight: true },
      ],
      [
        { actual: "more", expected: null, isRight: false },
        { actual: "1", expected: null, isRight: false },
      ],
    ]);
  });
});

const wild = fc.oneof(
  fc.double(),
  fc.constantFrom(1e308, -1e308, NaN, Infinity, 0, 5e-324),
  fc.bigInt(),
  fc.string(),
  fc.constant(undefined),
  fc.constant(null),
);
const anyValue = fc.oneof(
  wild,
  fc.array(wild, { maxLength: 30 }),
  fc.array(fc.array(wild, { maxLength: 6 }), { maxLength: 6 }),
  fc.array(fc.record({ name: wild, count: wild }), { maxLength: 6 }),
) as fc.Arbitrary<Value>;
const anyOutput = fc.record({ fitted: anyValue, loss: anyValue, w: anyValue, rows: anyValue });

test("whatever is returned and expected, a figure is bounded, finite and fits its schema", () => {
  fc.assert(
    fc.property(anyOutput, anyOutput, (expected, output) => {
      const drawn = drawnCase(expected, output, POINTS);
      const whole = { kind: "bars", title: TITLE, field: "" } as const;
      for (const drawing of [
        makeFit(FIT, drawn),
        makeCurves(CURVES, drawn),
        makeHeatmap(HEATMAP, drawn),
        makeBars(BARS, drawn),
        makeBars(whole, drawn),
        makeTable(table, drawn),
      ]) {
        if (drawing === undefined) continue;
        const sent = JSON.parse(JSON.stringify({ title: TITLE, of: null, ...drawing })) as unknown;
        expect(figureSchema.safeParse(sent).error).toBeUndefined();
        expect(sent).toEqual({ title: TITLE, of: null, ...drawing });
      }
    }),
  );
});

test("of a million numbers at most 2,000 are in a figure, with the first wrong one", () => {
  const many = Array.from({ length: 1_000_000 }, (_, i) => i);
  const own = many.map((value) => (value === 654_321 ? 0 : value));
  const curves = makeCurves(CURVES, drawnCase({ loss: many }, { loss: own }))!;
  expect(listNumbers(curves).length).toBeLessThan(MAX_NUMBERS + 10);
  expect(curves.steps).toContain(654_322);
  expect(curves).toMatchObject({ divergesAt: 654_322, thinnedFrom: 1_000_000 });
  const input = { X: many, y: many };
  const fit = makeFit(FIT, drawnCase({ fitted: many }, { fitted: own }, input))!;
  expect(listNumbers(fit).length).toBeLessThan(MAX_NUMBERS + 10);
  expect(fit.x).toContain(654_321);
  const matrix = {
    w: Array.from({ length: 1000 }, (_, i) => many.slice(i * 1000, (i + 1) * 1000)),
  };
  const map = makeHeatmap(HEATMAP, drawnCase(matrix, { w: [] as Value }));
  expect(map).toBeUndefined();
  const drawn = makeHeatmap(HEATMAP, drawnCase(matrix, matrix))!;
  expect(drawn.actual.flat().length).toBeLessThanOrEqual(MAX_NUMBERS / 2);
});
