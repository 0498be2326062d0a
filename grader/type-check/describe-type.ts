// A type in one line, as it stands beside a name in a list.

import type typescript from "typescript-js";
import { MAX_DETAIL_CHARACTERS } from "./answer-limits.ts";
import { cutText } from "./cut-text.ts";

/**
 * "number[]", or "(x: number): string" for a function. Of several signatures, the simplest: the first
 * with the fewest type parameters.
 */
export function describeType(checker: typescript.TypeChecker, type: typescript.Type): string {
  const count = (one: typescript.Signature) => one.typeParameters?.length ?? 0;
  const [signature] = type.getCallSignatures().toSorted((a, b) => count(a) - count(b));
  const text =
    signature === undefined ? checker.typeToString(type) : checker.signatureToString(signature);
  return cutText(text, MAX_DETAIL_CHARACTERS);
}
