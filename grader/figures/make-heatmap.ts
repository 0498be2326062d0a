// A matrix that the submission computed, and how far each cell is off.

import { describeShape } from "./describe-shape.ts";
import type { Value } from "../isolate/codec.ts";
import { namePath } from "../output-fields.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import { bindTolerance, countNotFinite, type DrawnCase, type IsRight } from "./drawn-case.ts";
import { type Drawing, type HeatmapFigure, MAX_NUMBERS } from "../figure.ts";
import { readNumber, selectPart } from "./select-part.ts";
import { shortenAll, thin } from "./thin.ts";

type Manifest = Extract<FigureManifest, { kind: "heatmap" }>;
type Matrix = (number | null)[][];

/** Side by side, more cells than this cannot be told apart. */
const MAX_SIDE = 64;
/** Each has a value and an error. */
const MAX_CELLS = MAX_NUMBERS / 2;

export function makeHeatmap(
  { field }: Manifest,
  { testCase, output, nameField }: DrawnCase,
): Drawing<HeatmapFigure> | undefined {
  const isRight = bindTolerance(testCase, field);
  const own = selectPart(output, field);
  const found = chooseMatrix(selectPart(testCase.expected, field), own, isRight);
  if (found === undefined) return undefined;
  const { expected, actual, index } = found;
  const [height, width] = [expected.length, expected[0]!.length];
  const at = (i: number, j: number) => actual[i]?.[j] ?? null;
  const wrong = findWrong(expected, at, isRight);
  const isOtherShape = actual.length !== height || actual.some((row) => row.length !== width);
  // A single right number is no picture.
  if (height * width === 1 && wrong.length === 0) return undefined;
  if (expected.every((row, i) => row.every((_, j) => at(i, j) === null))) return undefined;
  const [firstWrong] = wrong;
  const side = Math.max(Math.floor(Math.sqrt(MAX_CELLS)), Math.floor(MAX_CELLS / width));
  const rows = thin(height, Math.min(MAX_SIDE, side), firstWrong && [firstWrong[0]]);
  const most = Math.min(MAX_SIDE, Math.floor(MAX_CELLS / rows.length));
  const columns = thin(width, most, firstWrong && [firstWrong[1]]);
  const error = (i: number, j: number) => {
    const value = at(i, j);
    if (value === null) return null;
    return isRight(expected[i]![j]!, value) ? 0 : limit(value - expected[i]![j]!);
  };
  return {
    kind: "heatmap",
    path: namePath(index === undefined ? field : `${field}[${index}]`, nameField),
    rows,
    columns,
    actual: rows.map((i) => shortenAll(columns.map((j) => at(i, j)))),
    errors:
      wrong.length === 0 ? null : rows.map((i) => shortenAll(columns.map((j) => error(i, j)))),
    shape: isOtherShape ? describeShape(own, index) : null,
    differs: wrong.length > 0 || isOtherShape,
    notFinite: countNotFinite(own),
    thinnedFrom: rows.length < height || columns.length < width ? height * width : null,
  };
}

/** Of a list of matrices the first one that is wrong, or the first one. */
function chooseMatrix(
  expected: Value,
  actual: Value,
  isRight: IsRight,
): { expected: number[][]; actual: Matrix; index: number | undefined } | undefined {
  const whole = readRight(expected);
  if (whole !== undefined) return { expected: whole, actual: readMatrix(actual), index: undefined };
  if (!Array.isArray(expected)) return undefined;
  const pairs = expected.flatMap((item, index) => {
    const right = readRight(item);
    const own = Array.isArray(actual) ? actual[index] : undefined;
    return right === undefined ? [] : [{ expected: right, actual: readMatrix(own), index }];
  });
  return (
    pairs.find((pair) => {
      const at = (i: number, j: number) => pair.actual[i]?.[j] ?? null;
      return findWrong(pair.expected, at, isRight).length > 0;
    }) ?? pairs[0]
  );
}

/** The cells that are wrong or missing, row by row. */
function findWrong(
  expected: number[][],
  at: (i: number, j: number) => number | null,
  isRight: IsRight,
): [number, number][] {
  return expected.flatMap((row, i) =>
    row.flatMap((cell, j): [number, number][] => (isRight(cell, at(i, j)) ? [] : [[i, j]])),
  );
}

/** A list of numbers is a matrix with one row. undefined if rows differ in length or are empty. */
function readRight(value: Value): number[][] | undefined {
  const matrix = readMatrix(value);
  const width = matrix[0]?.length ?? 0;
  if (width === 0 || matrix.some((row) => row.length !== width || row.includes(null)))
    return undefined;
  return matrix as number[][];
}

function readMatrix(value: Value): Matrix {
  if (!Array.isArray(value)) return [];
  if (value.length > 0 && !value.some(Array.isArray)) return [value.map(readNumber)];
  return value.map((row) => (Array.isArray(row) ? row.map(readNumber) : []));
}

/** The difference of two numbers near the largest may overflow. */
function limit(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
