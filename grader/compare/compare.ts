// Is this output the expected one? Works on decoded data only, outside every sandbox; one call a
// case.
//
// Numbers agree within the tolerance of their top-level field; NaN and the infinities only with
// themselves; 0 and -0 are equal. Integers that one side holds as BigInt are compared exactly.
// Everything else is compared exactly. Of an object only the fields that `expected` holds are
// looked at; a list must have exactly the elements expected.

import { isRecord, Opaque, type Value } from "../sandbox/codec.ts";
import { formatValue } from "../sandbox/format.ts";
import { kindOfLabel, type ReturnedKind } from "../sandbox/returned-kind.ts";
import { flatten, measureShape, transpose } from "./shape.ts";
import { selectBounds, type Bounds, type Tolerance } from "./tolerance.ts";

export type MismatchKind = "value" | "shape" | "type" | "missing" | "extra" | "not-finite";

/**
 * transposed: right once rows and columns change places. flat-for-nested: a plain list where a list
 * of lists was wanted; nested-for-flat: the other way round; other-nesting: the same numbers in
 * another arrangement. text-for-number: "6" for 6. The others name what is no data (promise: an
 * async function, map: a Map, thenable: an object with a method `then` …). no-own-fields: an object
 * whose fields are all getters, private or missing.
 */
export type MismatchNote =
  | "transposed"
  | "flat-for-nested"
  | "nested-for-flat"
  | "other-nesting"
  | "text-for-number"
  | "ragged"
  | "no-own-fields"
  | "promise"
  | "thenable"
  | "async-generator"
  | "map"
  | "set"
  | "iterator"
  | "date"
  | "error"
  | "boxed"
  | "buffer"
  | "function"
  | "symbol"
  | "to-json";

export interface Mismatch {
  kind: MismatchKind;
  /** "layers[0].kernel[2][1]"; "" for the output itself. */
  path: string;
  /**
   * Values on one line, cut where long; for `shape` the shapes ("5 x 10"); for `type` the types.
   */
  expected: string;
  actual: string;
  /**
   * |actual - expected|, and as a multiple of what the tolerance allows there (null: none allowed, or not a number).
   */
  error: number | null;
  timesTolerance: number | null;
  note: MismatchNote | null;
}

export interface Comparison {
  ok: boolean;
  /** The first ones in the order of `expected`, at most MAX_MISMATCHES. */
  mismatches: Mismatch[];
  mismatchCount: number;
  /**
   * Numbers compared, and the largest error among them as a multiple of the tolerance (Infinity for
   * a wrong shape or kind).
   */
  numbersCompared: number;
  worstTimesTolerance: number;
}

export const MAX_MISMATCHES = 20;
const SHOWN = 200;

export function compare(expected: Value, actual: Value, tolerance: Tolerance): Comparison {
  const walk = new Walk(tolerance);
  walk.visit(expected, actual, [], "");
  const { mismatches, mismatchCount, numbersCompared, worstTimesTolerance } = walk;
  return {
    ok: mismatchCount === 0,
    mismatches,
    mismatchCount,
    numbersCompared,
    worstTimesTolerance,
  };
}

type Path = (string | number)[];

class Walk {
  readonly tolerance: Tolerance;
  mismatches: Mismatch[] = [];
  mismatchCount = 0;
  numbersCompared = 0;
  worstTimesTolerance = 0;

  constructor(tolerance: Tolerance) {
    this.tolerance = tolerance;
  }

  visit(expected: Value, actual: Value, path: Path, field: string): void {
    if (isNumeric(expected)) return this.visitNumber(expected, actual, path, field);
    if (Array.isArray(expected)) return this.visitList(expected, actual, path, field);
    if (isRecord(expected)) return this.visitRecord(expected, actual, path, field);
    if (typeOf(expected) !== typeOf(actual)) return this.wrongType(expected, actual, path, field);
    if (expected !== actual) this.add("value", path, show(expected), show(actual));
  }

  visitNumber(expected: number | bigint, actual: Value, path: Path, field: string): void {
    if (!isNumeric(actual)) return this.wrongType(expected, actual, path, field);
    this.numbersCompared += 1;
    const { ok, error, times } = judgeNumber(expected, actual, selectBounds(this.tolerance, field));
    this.worstTimesTolerance = Math.max(this.worstTimesTolerance, times);
    if (ok) return;
    const finite = typeof actual === "bigint" || Number.isFinite(actual);
    this.add(
      finite ? "value" : "not-finite",
      path,
      show(expected),
      show(actual),
      error,
      Number.isFinite(times) ? times : null,
    );
  }

  visitList(expected: Value[], actual: Value, path: Path, field: string): void {
    if (!Array.isArray(actual)) return this.wrongType(expected, actual, path, field);
    const wanted = measureShape(expected);
    // An empty list says nothing of what it would hold, so a list of anything else has extra
    // elements, not wrong ones.
    const isAnything = expected.length === 0 && measureShape(actual) === undefined;
    if (wanted !== undefined && !isAnything)
      return this.visitArray(expected, actual, wanted, path, field);
    for (let i = 0; i < Math.min(expected.length, actual.length); i++)
      this.visit(expected[i], actual[i], [...path, i], field);
    for (let i = actual.length; i < expected.length; i++)
      this.wrongStructure("missing", [...path, i], show(expected[i]), "");
    for (let i = expected.length; i < actual.length; i++)
      this.wrongStructure("extra", [...path, i], "", show(actual[i]));
  }

  /** Regular arrays of numbers: the shape first, as a whole, then cell by cell. */
  visitArray(
    expected: Value[],
    actual: Value[],
    wanted: number[],
    path: Path,
    field: string,
  ): void {
    const got = measureShape(actual);
    const bounds = selectBounds(this.tolerance, field);
    if (got === undefined) {
      const odd = findOddOne(actual, wanted.length);
      if (odd !== undefined && !odd.isRagged)
        return this.wrongType(
          elementAt(expected, odd.path) ?? 0,
          odd.value,
          [...path, ...odd.path],
          field,
        );
      return this.wrongStructure("shape", path, showShape(wanted), show(actual), "ragged");
    }
    if (wanted.length !== got.length || wanted.some((n, k) => n !== got[k])) {
      return this.wrongStructure(
        "shape",
        path,
        showShape(wanted),
        showShape(got),
        explainShape(expected, actual, wanted, got, bounds),
      );
    }
    const before = this.mismatchCount;
    const firstNew = this.mismatches.length;
    this.visitCells(expected, actual, path, field);
    const isSquare = wanted.length === 2 && wanted[0] === wanted[1] && wanted[0]! > 1;
    if (this.mismatchCount > before && isSquare && agree(expected, transpose(actual), bounds)) {
      for (const mismatch of this.mismatches.slice(firstNew)) mismatch.note = "transposed";
    }
  }

  visitCells(expected: Value[], actual: Value[], path: Path, field: string): void {
    for (let i = 0; i < expected.length; i++) {
      const cell = expected[i];
      path.push(i);
      if (Array.isArray(cell)) this.visitCells(cell, actual[i] as Value[], path, field);
      else this.visitNumber(cell as number | bigint, actual[i], path, field);
      path.pop();
    }
  }

  visitRecord(expected: { [key: string]: Value }, actual: Value, path: Path, field: string): void {
    if (!isRecord(actual)) return this.wrongType(expected, actual, path, field);
    for (const key of Object.keys(expected)) {
      const at = [...path, key];
      const isTop = path.length === 0;
      // A field that holds undefined is a field that is not there: that is how drivers hand on what
      // a submission left out.
      if (!Object.hasOwn(actual, key) || actual[key] === undefined) {
        if (expected[key] !== undefined)
          this.wrongStructure("missing", at, show(expected[key]), "", noteOnMethods(actual));
      } else this.visit(expected[key], actual[key], at, isTop ? key : field);
    }
  }

  wrongType(expected: Value, actual: Value, path: Path, field: string): void {
    const bounds = selectBounds(this.tolerance, field);
    let note: MismatchNote | null = null;
    if (actual instanceof Opaque) note = noteOnKind(kindOfLabel(actual.label));
    else if (isRecord(actual)) note = noteOnMethods(actual);
    else if (
      isNumeric(expected) &&
      typeof actual === "string" &&
      actual.trim() !== "" &&
      Number(actual) === Number(expected)
    )
      note = "text-for-number";
    else if (
      isNumeric(expected) &&
      Array.isArray(actual) &&
      measureShape(actual) !== undefined &&
      agree([expected], actual, bounds)
    )
      note = "nested-for-flat";
    else if (
      Array.isArray(expected) &&
      isNumeric(actual) &&
      measureShape(expected) !== undefined &&
      agree(expected, [actual], bounds)
    )
      note = "flat-for-nested";
    this.wrongStructure(
      "type",
      path,
      typeOf(expected),
      `${typeOf(actual)} ${show(actual)}`.trim(),
      note,
    );
  }

  wrongStructure(
    kind: MismatchKind,
    path: Path,
    expected: string,
    actual: string,
    note: MismatchNote | null = null,
  ): void {
    this.worstTimesTolerance = Infinity;
    this.add(kind, path, expected, actual, null, null, note);
  }

  add(
    kind: MismatchKind,
    path: Path,
    expected: string,
    actual: string,
    error: number | null = null,
    timesTolerance: number | null = null,
    note: MismatchNote | null = null,
  ): void {
    this.mismatchCount += 1;
    if (kind !== "value" || error === null) this.worstTimesTolerance = Infinity;
    if (this.mismatches.length < MAX_MISMATCHES)
      this.mismatches.push({
        kind,
        path: showPath(path),
        expected,
        actual,
        error,
        timesTolerance,
        note,
      });
  }
}

/**
 * times: the error as a multiple of what is allowed; 0 for equal, Infinity where nothing is allowed
 * or one side is not finite.
 */
export function judgeNumber(
  expected: number | bigint,
  actual: number | bigint,
  { rtol, atol }: Bounds,
): { ok: boolean; error: number | null; times: number } {
  if (typeof expected === "bigint" || typeof actual === "bigint") {
    const a = exactly(expected);
    const b = exactly(actual);
    if (a !== undefined && b !== undefined) {
      const error = Math.abs(Number(a - b));
      // Where the integer is too large for a number, so would the tolerance be: any finite error
      // would pass.
      const scale = Math.abs(Number(a));
      const allowed = Number.isFinite(scale) ? atol + rtol * scale : 0;
      const times = a === b ? 0 : allowed > 0 ? error / allowed : Infinity;
      return { ok: times <= 1, error, times };
    }
  }
  const e = Number(expected);
  const a = Number(actual);
  if (Object.is(e, a) || e === a) return { ok: true, error: 0, times: 0 };
  if (!Number.isFinite(e) || !Number.isFinite(a))
    return { ok: false, error: null, times: Infinity };
  const error = Math.abs(a - e);
  const allowed = atol + rtol * Math.abs(e);
  return { ok: error <= allowed, error, times: allowed > 0 ? error / allowed : Infinity };
}

/** The integer that a number is, beyond 2^53 too; undefined for anything that is not one. */
function exactly(value: number | bigint): bigint | undefined {
  if (typeof value === "bigint") return value;
  return Number.isInteger(value) ? BigInt(value) : undefined;
}

function agree(expected: Value, actual: Value, bounds: Bounds): boolean {
  const a = flatten(expected);
  const b = flatten(actual);
  return a.length === b.length && a.every((value, i) => judgeNumber(value, b[i]!, bounds).ok);
}

/** Why a shape is wrong, where the numbers themselves are right. */
function explainShape(
  expected: Value,
  actual: Value,
  wanted: number[],
  got: number[],
  bounds: Bounds,
): MismatchNote | null {
  const isTurned =
    wanted.length === 2 &&
    got.length === 2 &&
    wanted[0] === got[1] &&
    wanted[1] === got[0] &&
    wanted[0]! > 0 &&
    wanted[1]! > 0;
  // A row where a column was wanted is as much a transposed matrix as any.
  if (isTurned && agree(expected, transpose(actual), bounds)) return "transposed";
  if (!agree(expected, actual, bounds)) return null;
  if (got.length < wanted.length) return "flat-for-nested";
  return got.length > wanted.length ? "nested-for-flat" : "other-nesting";
}

function noteOnKind(kind: ReturnedKind | undefined): MismatchNote | null {
  return kind === undefined || kind === "instance" || kind === "undefined" || kind === "unusable"
    ? null
    : kind;
}

/**
 * An object that stands for another one: only code that awaits it, or writes it as JSON, gets that
 * one.
 */
function noteOnMethods(actual: { [key: string]: Value }): MismatchNote | null {
  const isMethod = (name: string) =>
    Object.hasOwn(actual, name) &&
    actual[name] instanceof Opaque &&
    actual[name].label === "function";
  if (isMethod("then")) return "thenable";
  if (isMethod("toJSON")) return "to-json";
  return Object.keys(actual).length === 0 ? "no-own-fields" : null;
}

/**
 * The first thing in a list that is not a number where one should be, or the place where rows
 * differ.
 */
function findOddOne(
  actual: Value[],
  depth: number,
): { path: Path; value: Value; isRagged: boolean } | undefined {
  for (const [i, item] of actual.entries()) {
    if (isNumeric(item)) continue;
    if (!Array.isArray(item)) return { path: [i], value: item, isRagged: false };
    const inner = depth > 1 ? findOddOne(item, depth - 1) : undefined;
    if (inner !== undefined) return { ...inner, path: [i, ...inner.path] };
  }
  return undefined;
}

/** What stands at a place in nested lists; undefined where they do not reach so far. */
function elementAt(value: Value, path: Path): Value {
  return path.reduce<Value>(
    (inner, i) => (Array.isArray(inner) ? inner[Number(i)] : undefined),
    value,
  );
}

function isNumeric(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/**
 * number, text, list, object, true/false, null, nothing, or what an opaque value says it is: codes
 * that are worded where they are shown.
 */
function typeOf(value: Value): string {
  if (value === null) return "null";
  if (value instanceof Opaque) return value.label;
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" ? "number" : typeof value;
}

function show(value: Value): string {
  return value === undefined ? "" : formatValue(value, SHOWN);
}

export function showShape(shape: number[]): string {
  return shape.length === 0 ? "1" : shape.join(" x ");
}

function showPath(path: Path): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}
