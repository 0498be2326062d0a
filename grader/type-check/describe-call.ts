// The signature of the call around a place in the code, and the parameter that is written there.

import type typescript from "typescript-js";
import { MAX_DESCRIPTION_CHARACTERS } from "./answer-limits.ts";
import { cutText } from "./cut-text.ts";
import type { OpenText } from "./language-service.ts";
import type { CallDescription } from "./type-messages.ts";

export function describeCall(
  ts: typeof typescript,
  { service, file }: OpenText,
  offset: number,
): CallDescription | null {
  const found = service.getSignatureHelpItems(file.fileName, offset, undefined);
  const item = found?.items[found.selectedItemIndex];
  if (found === undefined || item === undefined) return null;
  const print = (parts: readonly typescript.SymbolDisplayPart[]) =>
    ts.displayPartsToString([...parts]);
  let text = print(item.prefixDisplayParts);
  const places = item.parameters.map(({ displayParts }, index) => {
    if (index > 0) text += print(item.separatorDisplayParts);
    const from = text.length;
    text += print(displayParts);
    return { from, to: text.length };
  });
  text += print(item.suffixDisplayParts);
  // Every further argument belongs to a rest parameter.
  const index = item.isVariadic
    ? Math.min(found.argumentIndex, places.length - 1)
    : found.argumentIndex;
  const active = places[index];
  const isShown = active !== undefined && active.to < MAX_DESCRIPTION_CHARACTERS;
  return {
    text: cutText(text, MAX_DESCRIPTION_CHARACTERS),
    active: isShown ? active : null,
  };
}
