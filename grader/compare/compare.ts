// Compares an output with the expected one. Works on decoded data only, outside every sandbox.
//
// Numbers agree within the tolerance of their top-level field. NaN and the infinities agree only
// with themselves; 0 and -0 are equal. If one side is a BigInt, integers are compared exactly.
// Everything else must be equal. Of an object, only the fields of `expected` are compared; a list
// must have exactly the expected elements.

import { isRecord, type Value } from "../isolate/codec.ts";
import { compareNumber, haveSameNumbers } from "./compare-numbers.ts";
import { nameType, type Path, showPath, showShape, showValue } from "./describe-value.ts";
import { explainMethods, explainShape, explainType } from "./explain-mismatch.ts";
import type { Mismatch, MismatchKind, MismatchNote } from "./mismatch.ts";
import { isNumeric, isSameShape, measureShape, transpose } from "./shape.ts";
import { selectBounds, type Tolerance } from "./tolerance.ts";

export interface Comparison {
  ok: boolean;
  /** The first ones, in the order of `expected`, at most MAX_MISMATCHES. */
  mismatches: Mismatch[];
  /** Of all mismatches. */
  mismatchCount: number;
  numbersCompared: number;
  /**
   * The largest error as a multiple of the tolerance; Infinity if anything other than a number's
   * value is wrong.
   */
  worstTimesTolerance: number;
}

export const MAX_MISMATCHES = 20;

/** A top-level field, or one element of its list. */
export interface Place {
  field: string;
  /** undefined: the whole field. */
  step: number | undefined;
}

/** Every field of `expected` exactly once, whole or in all its steps. */
export type Order = (
  expected: { [key: string]: Value },
  actual: { [key: string]: Value },
) => Place[];

/**
 * `order`: the top-level fields in the order in which differences are reported. Without it: the
 * order of `expected`.
 */
export function compare(
  expected: Value,
  actual: Value,
  tolerance: Tolerance,
  order?: Order,
): Comparison {
  const walk = new Walk(tolerance, false, order);
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

/** Like `compare(…).ok`, but stops at the first difference. */
export function isWithinTolerance(expected: Value, actual: Value, tolerance: Tolerance): boolean {
  const walk = new Walk(tolerance, true);
  walk.visit(expected, actual, [], "");
  return walk.mismatchCount === 0;
}

/** `field` is the top-level field that the value belongs to; it decides the tolerance. */
class Walk {
  readonly tolerance: Tolerance;
  readonly stopsAtFirst: boolean;
  readonly order: Order | undefined;
  mismatches: Mismatch[] = [];
  mismatchCount = 0;
  numbersCompared = 0;
  worstTimesTolerance = 0;

  constructor(tolerance: Tolerance, stopsAtFirst = false, order?: Order) {
    this.tolerance = tolerance;
    this.stopsAtFirst = stopsAtFirst;
    this.order = order;
  }

  get isDone(): boolean {
    return this.stopsAtFirst && this.mismatchCount > 0;
  }

  visit(expected: Value, actual: Value, path: Path, field: string): void {
    if (isNumeric(expected)) return this.visitNumber(expected, actual, path, field);
    if (Array.isArray(expected)) return this.visitList(expected, actual, path, field);
    if (isRecord(expected)) return this.visitRecord(expected, actual, path, field);
    if (nameType(expected) !== nameType(actual))
      return this.addWrongType(expected, actual, path, field);
    if (expected !== actual) this.add("value", path, showValue(expected), showValue(actual));
  }

  visitNumber(expected: number | bigint, actual: Value, path: Path, field: string): void {
    if (!isNumeric(actual)) return this.addWrongType(expected, actual, path, field);
    this.numbersCompared += 1;
    const bounds = selectBounds(this.tolerance, field);
    const { ok, error, times } = compareNumber(expected, actual, bounds);
    this.worstTimesTolerance = Math.max(this.worstTimesTolerance, times);
    if (ok) return;
    const isFinite = typeof actual === "bigint" || Number.isFinite(actual);
    this.add(
      isFinite ? "value" : "not-finite",
      path,
      showValue(expected),
      showValue(actual),
      error,
      Number.isFinite(times) ? times : null,
    );
  }

  visitList(expected: Value[], actual: Value, path: Path, field: string): void {
    if (!Array.isArray(actual)) return this.addWrongType(expected, actual, path, field);
    const shape = measureShape(expected);
    // An empty list does not say what its elements would be. If `actual` has elements other than
    // numbers, they are reported as extra, not as wrong.
    const isAnything = expected.length === 0 && measureShape(actual) === undefined;
    if (shape !== undefined && !isAnything)
      return this.visitArray(expected, actual, shape, path, field);
    for (let i = 0; i < Math.min(expected.length, actual.length) && !this.isDone; i++)
      this.visit(expected[i], actual[i], [...path, i], field);
    for (let i = actual.length; i < expected.length; i++)
      this.addWrongStructure("missing", [...path, i], showValue(expected[i]), "");
    for (let i = expected.length; i < actual.length; i++)
      this.addWrongStructure("extra", [...path, i], "", showValue(actual[i]));
  }

  /** Arrays of numbers with a shape: first the shape, then cell by cell. */
  visitArray(
    expected: Value[],
    actual: Value[],
    expectedShape: number[],
    path: Path,
    field: string,
  ): void {
    const actualShape = measureShape(actual);
    if (actualShape === undefined)
      return this.addNoShape(expected, actual, expectedShape, path, field);
    const bounds = selectBounds(this.tolerance, field);
    if (!isSameShape(expectedShape, actualShape)) {
      return this.addWrongStructure(
        "shape",
        path,
        showShape(expectedShape),
        showShape(actualShape),
        explainShape(expected, actual, expectedShape, actualShape, bounds),
      );
    }
    const countBefore = this.mismatchCount;
    const firstNew = this.mismatches.length;
    this.visitCells(expected, actual, path, field);
    const [rows = 0, columns] = expectedShape;
    const isSquare = expectedShape.length === 2 && rows === columns && rows > 1;
    if (
      this.mismatchCount > countBefore &&
      isSquare &&
      haveSameNumbers(expected, transpose(actual), bounds)
    ) {
      for (const mismatch of this.mismatches.slice(firstNew)) mismatch.note = "transposed";
    }
  }

  visitCells(expected: Value[], actual: Value[], path: Path, field: string): void {
    for (let i = 0; i < expected.length && !this.isDone; i++) {
      const cell = expected[i];
      path.push(i);
      if (Array.isArray(cell)) this.visitCells(cell, actual[i] as Value[], path, field);
      else this.visitNumber(cell as number | bigint, actual[i], path, field);
      path.pop();
    }
  }

  visitRecord(expected: { [key: string]: Value }, actual: Value, path: Path, field: string): void {
    if (!isRecord(actual)) return this.addWrongType(expected, actual, path, field);
    const isTop = path.length === 0;
    const places = (isTop ? this.order?.(expected, actual) : undefined) ?? listFields(expected);
    for (const { field: key, step } of places) {
      if (this.isDone) return;
      const own = isTop ? key : field;
      if (step === undefined) this.visitField(expected, actual, key, [...path, key], own);
      else {
        const [ours, theirs] = [expected[key], actual[key]] as [Value[], Value[]];
        this.visit(ours[step], theirs[step], [key, step], own);
      }
    }
  }

  visitField(
    expected: { [key: string]: Value },
    actual: { [key: string]: Value },
    key: string,
    at: Path,
    field: string,
  ): void {
    // A field that is undefined counts as missing: drivers pass on fields that a submission left
    // out.
    if (Object.hasOwn(actual, key) && actual[key] !== undefined)
      return this.visit(expected[key], actual[key], at, field);
    if (expected[key] !== undefined)
      this.addWrongStructure("missing", at, showValue(expected[key]), "", explainMethods(actual));
  }

  /** `actual` is not a regular array of numbers. Reports its first odd element, or uneven rows. */
  addNoShape(
    expected: Value[],
    actual: Value[],
    expectedShape: number[],
    path: Path,
    field: string,
  ): void {
    const odd = findOddElement(actual, expectedShape.length);
    if (odd !== undefined)
      return this.addWrongType(
        selectElement(expected, odd.path) ?? 0,
        odd.value,
        [...path, ...odd.path],
        field,
      );
    this.addWrongStructure("shape", path, showShape(expectedShape), showValue(actual), "ragged");
  }

  addWrongType(expected: Value, actual: Value, path: Path, field: string): void {
    this.addWrongStructure(
      "type",
      path,
      nameType(expected),
      `${nameType(actual)} ${showValue(actual)}`.trim(),
      explainType(expected, actual, selectBounds(this.tolerance, field)),
    );
  }

  addWrongStructure(
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
        name: showPath(path),
        expected,
        actual,
        error,
        timesTolerance,
        note,
      });
  }
}

function listFields(value: { [key: string]: Value }): Place[] {
  return Object.keys(value).map((field) => ({ field, step: undefined }));
}

/** The first element of nested lists that is not a number although a number is expected there. */
function findOddElement(actual: Value[], depth: number): { path: Path; value: Value } | undefined {
  for (const [i, item] of actual.entries()) {
    if (isNumeric(item)) continue;
    if (!Array.isArray(item)) return { path: [i], value: item };
    const inner = depth > 1 ? findOddElement(item, depth - 1) : undefined;
    if (inner !== undefined) return { ...inner, path: [i, ...inner.path] };
  }
  return undefined;
}

/** The element at a path in nested lists; undefined if there is none. */
function selectElement(value: Value, path: Path): Value {
  return path.reduce<Value>(
    (inner, i) => (Array.isArray(inner) ? inner[Number(i)] : undefined),
    value,
  );
}
