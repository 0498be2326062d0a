// Writes `export const a = 1, b = 2` as two declarations, on the same lines: sucrase declares only the
// first of them.

import { parse as tokenize } from "sucrase/dist/parser/index.js";
import { IdentifierRole, type Token } from "sucrase/dist/parser/tokenizer/index.js";
import { TokenType } from "sucrase/dist/parser/tokenizer/types.js";
import type { SourceLanguage } from "./compile-error.ts";

/** Most programs have no such declaration, and need no second parse. */
const SUSPICIOUS = /\bexport\s+(?:const|let|var)\b[^]*?,/;

const OPENING: readonly number[] = [
  TokenType.braceL,
  TokenType.braceBarL,
  TokenType.bracketL,
  TokenType.parenL,
  TokenType.dollarBraceL,
];
const CLOSING: readonly number[] = [
  TokenType.braceR,
  TokenType.braceBarR,
  TokenType.bracketR,
  TokenType.parenR,
];

/** Throws what sucrase's parser throws. */
export function splitExportedDeclarations(source: string, language: SourceLanguage): string {
  if (!SUSPICIOUS.test(source)) return source;
  const { tokens } = tokenize(source, false, language === "typescript", false);
  let text = "";
  let copied = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.type !== TokenType._export) continue;
    const keyword = tokens[i + 1];
    if (keyword === undefined || !isDeclaring(keyword)) continue;
    for (const comma of findCommas(tokens, i + 2)) {
      const word = source.slice(keyword.start, keyword.end);
      text += `${source.slice(copied, comma.start)}; export ${word} `;
      copied = comma.end;
    }
  }
  return text + source.slice(copied);
}

function isDeclaring({ type }: Token): boolean {
  return type === TokenType._const || type === TokenType._let || type === TokenType._var;
}

/** The commas between the names of the declaration that begins at token `from`. */
function findCommas(tokens: readonly Token[], from: number): Token[] {
  const commas: Token[] = [];
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.isType) continue;
    if (OPENING.includes(token.type)) depth += 1;
    if (CLOSING.includes(token.type)) depth -= 1;
    if (depth < 0 || (depth === 0 && token.type === TokenType.semi)) break;
    if (depth === 0 && token.type === TokenType.comma && declaresNext(tokens, i + 1))
      commas.push(token);
  }
  return commas;
}

/**
 * Whether a name is declared there, or in the pattern that begins there. Without a semicolon, a
 * later statement may have commas of its own.
 */
function declaresNext(tokens: readonly Token[], at: number): boolean {
  const isPattern = (type: number) =>
    type === TokenType.braceL || type === TokenType.bracketL || type === TokenType.ellipsis;
  for (let i = at; i < tokens.length; i++) {
    const { type, identifierRole } = tokens[i]!;
    if (
      identifierRole === IdentifierRole.TopLevelDeclaration ||
      identifierRole === IdentifierRole.ObjectShorthandTopLevelDeclaration
    )
      return true;
    const isInPattern =
      i > at && (type === TokenType.name || type === TokenType.colon || type === TokenType.string);
    if (!isPattern(type) && !isInPattern) return false;
  }
  return false;
}
