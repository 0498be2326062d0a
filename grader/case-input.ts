// Reads a case's input that a person has written: the codec's text, as reports show it (CaseData).
// Only data passes. It is parsed as JSON and never evaluated; a text that looks like code is a
// string, or no JSON.

import { MAX_CASE_CHARACTERS } from "./case-data.ts";
import { findJsonError } from "./find-json-error.ts";
import { CodecError, decode, MAX_DEPTH, Opaque, type Value } from "./isolate/codec.ts";
import { encodeValue } from "./pack/cases.ts";

/** Made by `readCaseInput` alone. */
export interface CaseInput {
  value: Value;
  /** The codec's own text for it. */
  text: string;
}

/**
 * not-json: `line` and `column` count from 1, in UTF-16 units. too-deep: more than `limit` levels.
 * not-data: a tag that the codec does not know, or one for something that is not data.
 */
export type InvalidInput =
  | { why: "empty" }
  | { why: "too-long"; length: number; limit: number }
  | { why: "not-json"; line: number; column: number }
  | { why: "too-deep"; limit: number }
  | { why: "not-data" };

export type ReadInput = { ok: true; input: CaseInput } | ({ ok: false } & InvalidInput);

export function readCaseInput(text: string): ReadInput {
  if (text.length > MAX_CASE_CHARACTERS)
    return { ok: false, why: "too-long", length: text.length, limit: MAX_CASE_CHARACTERS };
  if (text.trim() === "") return { ok: false, why: "empty" };
  const checked = findJsonError(text);
  if (!checked.ok) return { ok: false, why: "not-json", ...findPlace(text, checked.offset) };
  if (checked.depth > MAX_DEPTH) return { ok: false, why: "too-deep", limit: MAX_DEPTH };
  try {
    const value = decode(text, MAX_DEPTH + 1);
    if (holdsOpaque(value)) return { ok: false, why: "not-data" };
    return { ok: true, input: { value, text: encodeValue(value) } };
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return { ok: false, why: "not-data" };
  }
}

function findPlace(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** Functions, references to earlier calls and the like have tags too; they are no input. */
function holdsOpaque(value: Value): boolean {
  if (value instanceof Opaque) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsOpaque);
}
