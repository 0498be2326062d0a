// Numbers that change from step to step: the submission's beside the expected ones.

import type { Value } from "../isolate/codec.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import { bindTolerance, countNotFinite, type DrawnCase, type IsRight } from "./drawn-case.ts";
import { type Drawing, type CurvesFigure, MAX_NUMBERS, MAX_SERIES } from "../figure.ts";
import { readNumber, selectPart } from "./select-part.ts";
import { shorten, shortenAll, thin } from "./thin.ts";

type Manifest = Extract<FigureManifest, { kind: "curves" }>;

export function makeCurves(
  { field, firstStep, axes }: Manifest,
  { testCase, output }: DrawnCase,
): Drawing<CurvesFigure> | undefined {
  const right = readSteps(selectPart(testCase.expected, field));
  const part = selectPart(output, field);
  const own = readSteps(part) ?? [];
  if (right === undefined || right.length === 0 || own.length === 0) return undefined;
  const count = right[0]!.length;
  if (count === 0 || right.some((step) => step.length !== count || step.includes(null)))
    return undefined;
  const steps = right.length;
  // A single step is no curve.
  if (steps === 1) return undefined;
  const isRight = bindTolerance(testCase, field);
  const wrong = findFirstWrong(right as number[][], own, isRight);
  const shown = Math.min(count, MAX_SERIES);
  const most = Math.floor(MAX_NUMBERS / (2 * shown + 1));
  const order = thin(steps, most, wrong === undefined ? [] : [wrong, wrong - 1]);
  const series = Array.from({ length: shown }, (_, k) => ({
    actual: shortenAll(order.map((i) => own[i]?.[k] ?? null)),
    expected: order.map((i) => shorten(right[i]![k]!)),
  }));
  if (series.every(({ actual }) => actual.every((value) => value === null))) return undefined;
  return {
    kind: "curves",
    axes: axes ?? null,
    steps: order.map((i) => i + firstStep),
    series,
    divergesAt: wrong === undefined || wrong >= steps ? null : wrong + firstStep,
    differs: wrong !== undefined,
    notFinite: countNotFinite(part),
    thinnedFrom: order.length < steps || shown < count ? steps * count : null,
  };
}

/** For each step its numbers; undefined if it is not a list of numbers or of such lists. */
function readSteps(value: Value): (number | null)[][] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((step) => (Array.isArray(step) ? step.map(readNumber) : [readNumber(step)]));
}

/** The number of expected steps, if only the submission's list is longer. */
function findFirstWrong(
  right: number[][],
  own: (number | null)[][],
  isRight: IsRight,
): number | undefined {
  const found = right.findIndex((step, i) =>
    step.some((expected, k) => !isRight(expected, own[i]?.[k] ?? null)),
  );
  if (found >= 0) return found;
  return own.length > right.length ? right.length : undefined;
}
