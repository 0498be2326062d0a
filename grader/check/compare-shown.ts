// Compares an output with the result that a statement shows.

import { isRecord, type Value } from "../isolate/codec.ts";
import { formatValue } from "../isolate/format.ts";
import type { Shown } from "./shown-result.ts";

export interface Difference {
  /** "[1].loss", "" for the whole. */
  path: string;
  shown: string;
  actual: string;
}

const SHOWN_CHARACTERS = 80;

/** If no digits are cut off, the relative error allowed, unless the exercise's rtol is larger. */
const EXACT = 1e-9;

export function compareShown(shown: Shown, actual: Value, rtol: number): Difference | undefined {
  return differenceAt(shown, actual, "", Math.max(EXACT, rtol));
}

function differenceAt(
  shown: Shown,
  actual: Value,
  path: string,
  rtol: number,
): Difference | undefined {
  const different = () => ({
    path,
    shown: showShown(shown).slice(0, SHOWN_CHARACTERS),
    actual: formatValue(actual, SHOWN_CHARACTERS),
  });
  switch (shown.kind) {
    case "plain":
      return Object.is(shown.value, actual) ? undefined : different();
    case "number":
      return (typeof actual === "number" || typeof actual === "bigint") &&
        isNear(shown.value, Number(actual), shown.within, rtol)
        ? undefined
        : different();
    case "list":
      if (
        !Array.isArray(actual) ||
        actual.length < shown.items.length ||
        (!shown.isOpen && actual.length > shown.items.length)
      )
        return different();
      return findFirst(
        shown.items.map((item, i) => () => differenceAt(item, actual[i], `${path}[${i}]`, rtol)),
      );
    case "fields": {
      // "count: 3" matches a result that is 3.
      const [only] = shown.fields.values();
      if (!isRecord(actual) && shown.isOpen && shown.fields.size === 1)
        return differenceAt(only!, actual, path, rtol);
      if (!isRecord(actual)) return different();
      const missing = [...shown.fields.keys()].find((name) => !Object.hasOwn(actual, name));
      const more = shown.isOpen
        ? undefined
        : Object.keys(actual).find((name) => !shown.fields.has(name));
      if (missing !== undefined)
        return {
          ...different(),
          path: `${path}.${missing}`,
          shown: showShown(shown.fields.get(missing)!),
          actual: "–",
        };
      if (more !== undefined)
        return {
          path: `${path}.${more}`,
          shown: "–",
          actual: formatValue(actual[more], SHOWN_CHARACTERS),
        };
      return findFirst(
        [...shown.fields].map(
          ([name, field]) =>
            () =>
              differenceAt(field, actual[name], `${path}.${name}`, rtol),
        ),
      );
    }
  }
}

function isNear(shown: number, actual: number, within: number, rtol: number): boolean {
  if (Number.isNaN(shown) || !Number.isFinite(shown)) return Object.is(shown, actual);
  const exact = rtol * Math.abs(shown) + 1e-12;
  if (within === 0) return Math.abs(actual - shown) <= exact;
  // With digits cut off, the number shown is smaller in size than the actual one. If it was rounded
  // up instead, it is larger by at most half of the last digit.
  const more = Math.sign(shown || 1) * (actual - shown);
  return more >= -within / 2 - exact && more <= within + exact;
}

function findFirst(compares: (() => Difference | undefined)[]): Difference | undefined {
  for (const compare of compares) {
    const found = compare();
    if (found !== undefined) return found;
  }
  return undefined;
}

function showShown(shown: Shown): string {
  switch (shown.kind) {
    case "number":
      return shown.text;
    case "plain":
      return formatValue(shown.value, SHOWN_CHARACTERS);
    case "list":
      return `[${joinShown(shown.items.map(showShown), shown.isOpen)}]`;
    case "fields": {
      const fields = [...shown.fields].map(([name, field]) => `${name}: ${showShown(field)}`);
      return `{ ${joinShown(fields, shown.isOpen)} }`;
    }
  }
}

const joinShown = (parts: string[], isOpen: boolean) =>
  [...parts, ...(isOpen ? ["…"] : [])].join(", ");
