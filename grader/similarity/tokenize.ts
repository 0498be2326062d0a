// A text as the tokens that comparing looks at: every name is the same name, every number the same
// number, so that a copy whose names were changed is still the same. Spaces, comments and
// semicolons are no tokens. TypeScript's scanner reads any text, however broken, from its beginning
// to its end once.

import type typescript from "typescript-js";
import { MAX_TEXT_CHARACTERS } from "./similarity-result.ts";

export interface TokenText {
  text: string;
  tokens: string[];
  /** Offsets of each token's first character, and after its last. */
  starts: number[];
  ends: number[];
}

/** Of one text; what comes after is not looked at. */
const MAX_TOKENS = 10_000;

export function createTokenizer(ts: typeof typescript): (text: string) => TokenText {
  const K = ts.SyntaxKind;
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard);
  /** After these a slash divides; after anything else it begins a regular expression. */
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
    // Words like `type`, `of` and `number` may be names, and which of them is one only a parser
    // knows.
    if (kind === K.Identifier || (kind > K.LastReservedWord && kind <= K.LastKeyword))
      return "name";
    return String(kind);
  };

  return (text) => {
    const found: TokenText = { text, tokens: [], starts: [], ends: [] };
    /** For each template that is open, how many braces are open in its `${}`. */
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
