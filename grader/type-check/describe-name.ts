// What the name at a place in the code is: its kind and type, as editors show it.

import type typescript from "typescript-js";
import { MAX_DESCRIPTION_CHARACTERS } from "./answer-limits.ts";
import { cutText } from "./cut-text.ts";
import type { OpenText } from "./language-service.ts";

export function describeName(
  ts: typeof typescript,
  { service, file }: OpenText,
  offset: number,
): { from: number; to: number; text: string } | null {
  const found = service.getQuickInfoAtPosition(file.fileName, offset);
  if (found === undefined) return null;
  const text = cutText(ts.displayPartsToString(found.displayParts), MAX_DESCRIPTION_CHARACTERS);
  const { start, length } = found.textSpan;
  return text === "" ? null : { from: start, to: start + length, text };
}
