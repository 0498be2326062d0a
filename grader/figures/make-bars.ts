// Named numbers, such as counts by layer: the submission's beside the expected ones.

import { isRecord, type Value } from "../isolate/codec.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import { bindTolerance, countNotFinite, type DrawnCase } from "./drawn-case.ts";
import { type Drawing, type BarsFigure, MAX_CELL_TEXT, MAX_ROWS } from "../figure.ts";
import { readNumber, selectPart } from "./select-part.ts";
import { shorten, thin } from "./thin.ts";

type Manifest = Extract<FigureManifest, { kind: "bars" }>;
interface Side {
  label: string;
  /** A dot leads into the field, whose tolerance counts. */
  field: string;
  value: number | null;
}

export function makeBars(
  { field, labels }: Manifest,
  { testCase, output, nameField }: DrawnCase,
): Drawing<BarsFigure> | undefined {
  const read = (value: Value) => readSides(value, field, labels, nameField);
  const expected = read(testCase.expected);
  const actual = read(output);
  if (expected === undefined || expected.length === 0 || actual === undefined) return undefined;
  const matched = matchSides(expected, actual);
  if (matched.every(([, own]) => own?.value == null)) return undefined;
  const bars = matched.map(([right, own]) => {
    const isRight =
      right === undefined || right.value === null || own === undefined
        ? right?.value === own?.value
        : bindTolerance(testCase, right.field)(right.value, own.value);
    return {
      label: (right ?? own)!.label,
      actual: own?.value == null ? null : shorten(own.value),
      expected: right?.value == null ? null : shorten(right.value),
      isRight,
    };
  });
  const wrong = bars.findIndex(({ isRight }) => !isRight);
  const order = thin(bars.length, MAX_ROWS, wrong < 0 ? [] : [wrong]);
  return {
    kind: "bars",
    bars: order.map((i) => bars[i]!),
    differs: wrong >= 0,
    notFinite: countNotFinite(listValues(selectPart(output, field))),
    thinnedFrom: order.length < bars.length ? bars.length : null,
  };
}

function listValues(value: Value): Value {
  return isRecord(value) ? Object.values(value) : value;
}

/** undefined if there is nothing to draw bars of. */
function readSides(
  whole: Value,
  field: string,
  labels: string | undefined,
  nameField: (field: string) => string | undefined,
): Side[] | undefined {
  const value = selectPart(whole, field);
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, item]) =>
      typeof item === "number" || typeof item === "bigint"
        ? [
            {
              label: cut(nameField(key) ?? key),
              field: field === "" ? key : field,
              value: readNumber(item),
            },
          ]
        : [],
    );
  if (!Array.isArray(value)) return undefined;
  const names = labels === undefined ? undefined : selectPart(whole, labels);
  return value.map((item, i) => {
    const name = Array.isArray(names) ? names[i] : undefined;
    const isName = typeof name === "string" || typeof name === "number";
    return { label: cut(isName ? String(name) : `[${i}]`), field, value: readNumber(item) };
  });
}

/**
 * By label, if each side has every label once; otherwise by place. Sides that only the submission
 * has come last.
 */
function matchSides(expected: Side[], actual: Side[]): [Side | undefined, Side | undefined][] {
  const byLabel = new Map(actual.map((side) => [side.label, side]));
  const isUnique =
    byLabel.size === actual.length &&
    new Set(expected.map(({ label }) => label)).size === expected.length;
  const pairs = expected.map((right, i): [Side, Side | undefined] => [
    right,
    isUnique ? byLabel.get(right.label) : actual[i],
  ]);
  const used = new Set(pairs.map(([, own]) => own));
  // Of an object, only the fields of `expected` are compared.
  const isRecordField = expected.some(({ field }) => field === expected[0]!.label);
  const extra = isRecordField ? [] : actual.filter((own) => !used.has(own));
  return [...pairs, ...extra.map((own): [undefined, Side] => [undefined, own])];
}

function cut(text: string): string {
  return text.length > MAX_CELL_TEXT ? `${text.slice(0, MAX_CELL_TEXT)}…` : text;
}
