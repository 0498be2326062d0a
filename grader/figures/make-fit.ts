// The points of a regression with the submission's line and the right one.

import type { FigureManifest } from "../pack/figure-schema.ts";
import { bindTolerance, countNotFinite, type DrawnCase } from "./drawn-case.ts";
import { type Drawing, type FitFigure, MAX_NUMBERS } from "../figure.ts";
import { readFullList, readList, selectPart } from "./select-part.ts";
import { shorten, shortenAll, thin } from "./thin.ts";

type Manifest = Extract<FigureManifest, { kind: "fit" }>;
const LISTS = 4;

/** undefined if the case has more than one feature or target. */
export function makeFit(
  { x, y, line, axes }: Manifest,
  { testCase, output }: DrawnCase,
): Drawing<FitFigure> | undefined {
  const xs = readFullList(selectPart(testCase.input, x));
  const ys = readFullList(selectPart(testCase.input, y));
  const expected = readFullList(selectPart(testCase.expected, line));
  const part = selectPart(output, line);
  if (xs === undefined || ys?.length !== xs.length || expected?.length !== xs.length)
    return undefined;
  if (xs.length === 0) return undefined;
  const list = readList(part) ?? [];
  const actual = xs.map((_, i) => list[i] ?? null);
  if (actual.every((value) => value === null)) return undefined;
  const isRight = bindTolerance(testCase, line);
  const wrong = xs.flatMap((_, i) => (isRight(expected[i]!, actual[i]!) ? [] : [i]));
  const order = thin(xs.length, MAX_NUMBERS / LISTS, wrong.slice(0, 1));
  const pick = (values: number[]) => order.map((i) => shorten(values[i]!));
  return {
    kind: "fit",
    axes: axes ?? null,
    x: pick(xs),
    y: pick(ys),
    actual: shortenAll(order.map((i) => actual[i]!)),
    expected: pick(expected),
    differs: wrong.length > 0,
    notFinite: countNotFinite(part),
    thinnedFrom: order.length < xs.length ? xs.length : null,
  };
}
