// A type in one line, as it stands beside a name in a list.

import type typescript from "typescript-js";
import { MAX_DETAIL_CHARACTERS } from "./answer-limits.ts";
import { cutText } from "./cut-text.ts";

/**
 * "number[]", or "(x: number): string" for a function. Of several signatures, the
 * first that returns a value and proves nothing about its parameters.
 */
export function describeType(checker: typescript.TypeChecker, type: typescript.Type): string {
  const signatures = type.getCallSignatures();
  const signature =
    signatures.find((one) => checker.getTypePredicateOfSignature(one) === undefined) ??
    signatures[0];
  const text =
    signature === undefined ? checker.typeToString(type) : checker.signatureToString(signature);
  return cutText(text, MAX_DETAIL_CHARACTERS);
}
