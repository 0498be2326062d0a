// Splits a text into the tokens that are compared. All names are equal, and so are all numbers, so
// that a copy with changed names is still equal. Spaces, comments and semicolons are left out.
// TypeScript's scanner reads any text once from start to end, even if it has syntax errors.

import type typescript from "typescript-js";
import { MAX_TEXT_CHARACTERS } from "./similarity-result.ts";

export interface TokenText {
  text: string;
  tokens: string[];
  /** The offset of each token's first character, and the offset after its last. */
  starts: number[];
  ends: number[];
}

/** The most tokens of one text; the rest is ignored. */
const MAX_TOKENS = 10_000;

export function createTokenizer(ts: typeof typescript): (text: string) => TokenText {
  const K = ts.SyntaxKind;
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard);
  /** After these tokens a slash is a division; after any other it begins a regular expression. */
  const endsValue = new Set([
    K.Identifier,
    K.PrivateIdentifier,
    K.NumericLiteral,
    K.BigIntLiteral,
    K.StringLiteral,
    K.NoSubstitutionTemplateLiteral,
    K.TemplateTail,
    K.RegularExpressionLiteral,
    K.CloseParenToken,
    K.CloseBracketToken,
    K.CloseBraceToken,
    K.ThisKeyword,
    K.SuperKeyword,
    K.NullKeyword,
    K.TrueKeyword,
    K.FalseKeyword,
    K.PlusPlusToken,
    K.MinusMinusToken,
  ]);
  const special = new Map<typescript.SyntaxKind, string>([
    [K.PrivateIdentifier, "name"],
    [K.NumericLiteral, "number"],
    [K.BigIntLiteral, "number"],
    [K.StringLiteral, "text"],
    [K.NoSubstitutionTemplateLiteral, "text"],
    [K.RegularExpressionLiteral, "regex"],
    [K.VarKeyword, "const"],
    [K.LetKeyword, "const"],
    [K.ConstKeyword, "const"],
  ]);

  const nameKind = (kind: typescript.SyntaxKind): string => {
    const known = special.get(kind);
    if (known !== undefined) return known;
    // Words like `type`, `of` and `number` may be names, and only a parser could decide that.
    if (kind === K.Identifier || (kind > K.LastReservedWord && kind <= K.LastKeyword))
      return "name";
    return String(kind);
  };

  return (text) => {
    const found: TokenText = { text, tokens: [], starts: [], ends: [] };
    /** For each open template literal, the number of open braces in its `${}`. */
    const templates: number[] = [];
    let before: typescript.SyntaxKind = K.Unknown;
    scanner.setText(text.slice(0, MAX_TEXT_CHARACTERS));
    while (found.tokens.length < MAX_TOKENS) {
      let kind = scanner.scan();
      if (kind === K.EndOfFileToken) break;
      if ((kind === K.SlashToken || kind === K.SlashEqualsToken) && !endsValue.has(before))
        kind = scanner.reScanSlashToken();
      else if (kind === K.OpenBraceToken && templates.length > 0)
        templates[templates.length - 1]! += 1;
      else if (kind === K.CloseBraceToken && templates.length > 0) {
        if (templates.at(-1) === 0) {
          kind = scanner.reScanTemplateToken(false);
          if (kind !== K.TemplateMiddle) templates.pop();
        } else templates[templates.length - 1]! -= 1;
      }
      if (kind === K.TemplateHead) templates.push(0);
      before = kind;
      if (kind === K.SemicolonToken) continue;
      found.tokens.push(nameKind(kind));
      found.starts.push(scanner.getTokenStart());
      found.ends.push(scanner.getTokenEnd());
    }
    return found;
  };
}
