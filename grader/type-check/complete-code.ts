// The names that fit at a place in the code, the likeliest first.

import type typescript from "typescript-js";
import { MAX_COMPLETIONS, MAX_NAME_CHARACTERS } from "./answer-limits.ts";
import type { Completion, CompletionKind } from "./type-messages.ts";
import { LIBRARY_FOLDER } from "./declarations.ts";
import { describeType } from "./describe-type.ts";
import type { OpenText } from "./language-service.ts";
import { OUTDATED } from "./outdated-names.ts";

/** TypeScript's order: locals before globals. */
const LOCATION_RANK = "11";
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const NAME_BEFORE = /[\p{ID_Continue}$]*$/u;
/** The share of the CPU time that is left for the names themselves, and for the answer. */
const SPARED_MS = 30;

export function completeCode(
  ts: typeof typescript,
  { service, file, checker }: OpenText,
  offset: number,
  remainingMs: () => number,
): { from: number; options: Completion[] } | null {
  const found = service.getCompletionsAtPosition(file.fileName, offset, { includeSymbol: true });
  if (found === undefined) return null;
  const before = file.text.slice(Math.max(0, offset - MAX_NAME_CHARACTERS), offset);
  const typed = NAME_BEFORE.exec(before)![0];
  const prefix = typed.toLowerCase();
  const entries = found.entries
    .filter(
      ({ name, kind, symbol }) =>
        kind !== ts.ScriptElementKind.keyword &&
        !(OUTDATED.has(name) && isOfLanguage(symbol)) &&
        name.length <= MAX_NAME_CHARACTERS &&
        NAME.test(name) &&
        name.toLowerCase().startsWith(prefix),
    )
    .toSorted((a, b) => compare(a.sortText, b.sortText) || compare(a.name, b.name))
    .slice(0, MAX_COMPLETIONS);
  const options = entries.map(({ name, kind, sortText, symbol }): Completion => ({
    name,
    kind: toKind(ts, kind),
    isNear: sortText <= LOCATION_RANK,
    // Names without types are better than no names.
    detail:
      symbol !== undefined &&
      (symbol.flags & ts.SymbolFlags.Value) !== 0 &&
      remainingMs() > SPARED_MS
        ? describeType(checker, checker.getTypeOfSymbolAtLocation(symbol, file))
        : null,
  }));
  return { from: offset - typed.length, options };
}

function isOfLanguage(symbol: typescript.Symbol | undefined): boolean {
  const file = symbol?.declarations?.[0]?.getSourceFile();
  return file?.fileName.startsWith(LIBRARY_FOLDER) === true;
}

function toKind(
  { ScriptElementKind: kinds }: typeof typescript,
  kind: typescript.ScriptElementKind,
): CompletionKind {
  switch (kind) {
    case kinds.functionElement:
    case kinds.localFunctionElement:
      return "function";
    case kinds.memberFunctionElement:
    case kinds.callSignatureElement:
      return "method";
    case kinds.memberVariableElement:
    case kinds.memberGetAccessorElement:
    case kinds.memberSetAccessorElement:
      return "property";
    case kinds.classElement:
      return "class";
    case kinds.interfaceElement:
      return "interface";
    case kinds.typeElement:
    case kinds.typeParameterElement:
      return "type";
    case kinds.enumElement:
      return "enum";
    case kinds.moduleElement:
      return "namespace";
    default:
      return "variable";
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
