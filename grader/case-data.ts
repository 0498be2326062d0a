// A failing case as data, to use it again: as a test of one's own, or changed, as a question to
// the reference.

import type { Tolerance } from "./compare/tolerance.ts";
import { encodeValue } from "./pack/cases.ts";
import type { TestCase } from "./test-case.ts";

export interface CaseData {
  /** The codec's text: JSON, with tags for what JSON cannot represent. */
  input: string;
  /** The same. */
  expected: string;
  tolerance: Tolerance;
}

/** Longer cases are not worth editing by hand, and would make every report longer. */
export const MAX_CASE_CHARACTERS = 20_000;

/** null if the case is too long. */
export function describeData({ inputText, expected, tolerance }: TestCase): CaseData | null {
  if (inputText.length > MAX_CASE_CHARACTERS) return null;
  const text = encodeValue(expected);
  return inputText.length + text.length > MAX_CASE_CHARACTERS
    ? null
    : { input: inputText, expected: text, tolerance };
}
