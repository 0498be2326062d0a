// Refuses programs that parse but cannot run here: imports and namespaces.

import { parse as tokenize } from "sucrase/dist/parser/index.js";
import type { Token } from "sucrase/dist/parser/tokenizer/index.js";
import { TokenType } from "sucrase/dist/parser/tokenizer/types.js";
import { ContextualKeyword } from "sucrase/dist/parser/tokenizer/keywords.js";
import { type SourceLanguage, problemAt } from "./compile-error.ts";
import { parserProblem } from "./explain-syntax.ts";

/**
 * Every program that is refused below contains one of these words. Most programs contain none, and
 * need no second parse.
 */
const SUSPICIOUS = /\b(?:import|namespace|module)\b|\bfrom\b(?!\s*\()|\\u/;

export function refuseUnsupported(source: string, language: SourceLanguage): void {
  if (!SUSPICIOUS.test(source)) return;
  let tokens;
  try {
    tokens = tokenize(source, false, language === "typescript", false).tokens;
  } catch (error) {
    throw parserProblem(error, source, language);
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    // sucrase drops the body of a namespace silently, so its contents would be missing at run time.
    if (opensNamespace(tokens, i)) throw problemAt(source, token.start, "namespace", "namespace");
    const origin = reExportedFrom(tokens, i);
    if (origin !== undefined)
      throw problemAt(
        source,
        token.start,
        "import",
        source.slice(origin.start + 1, origin.end - 1).slice(0, 100),
      );
    // To sucrase, the import of import.meta is a name, like that of thing.import, which is allowed.
    if (
      source.slice(token.start, token.end) === "import" &&
      token.type === TokenType.name &&
      tokens[i + 1]?.type === TokenType.dot &&
      !isMember(tokens[i - 1])
    ) {
      throw problemAt(source, token.start, "import", "import.meta");
    }
    if (token.type === TokenType._import && !token.isType) {
      const named = tokens.slice(i, i + 200).find((next) => next.type === TokenType.string);
      const next = tokens[i + 1];
      const typeOnly =
        next?.type === TokenType.name && next.contextualKeyword === ContextualKeyword._type;
      if (!typeOnly) {
        throw problemAt(
          source,
          token.start,
          "import",
          named === undefined ? "" : source.slice(named.start + 1, named.end - 1).slice(0, 100),
        );
      }
    }
  }
}

function isMember(before: Token | undefined): boolean {
  return before?.type === TokenType.dot || before?.type === TokenType.questionDot;
}

/** The file name in `export … from "…"`, if it begins at token `i`. */
function reExportedFrom(tokens: Token[], i: number): Token | undefined {
  if (tokens[i]!.type !== TokenType._export) return undefined;
  const opening = tokens[i + 1]?.type;
  if (opening !== TokenType.braceL && opening !== TokenType.star) return undefined;
  for (let k = i + 2; k + 1 < tokens.length; k++) {
    if (
      tokens[k]!.contextualKeyword === ContextualKeyword._from &&
      tokens[k + 1]!.type === TokenType.string
    )
      return tokens[k + 1];
    // After the closing brace, or after `* as name`, there may be a `from`.
    if (opening === TokenType.braceL ? tokens[k - 1]!.type === TokenType.braceR : k > i + 4)
      return undefined;
  }
  return undefined;
}

function opensNamespace(tokens: Token[], i: number): boolean {
  const token = tokens[i]!;
  const keyword = token.contextualKeyword;
  if (token.type !== TokenType.name || !token.isType) return false;
  if (keyword !== ContextualKeyword._namespace && keyword !== ContextualKeyword._module)
    return false;
  const isDeclared = tokens[i - 1]?.contextualKeyword === ContextualKeyword._declare;
  return (
    !isDeclared && tokens[i + 1]?.type === TokenType.name && tokens[i + 2]?.type !== TokenType.eq
  );
}
