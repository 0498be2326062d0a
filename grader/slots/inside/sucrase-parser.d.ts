// sucrase has no types for these modules under the path that Node resolves. Declares only the parts
// that compile.ts reads.

declare module "sucrase/dist/parser/index.js" {
  import type { Token } from "sucrase/dist/parser/tokenizer/index.js";
  export function parse(
    input: string,
    jsx: boolean,
    typescript: boolean,
    flow: boolean,
  ): { tokens: Token[] };
}
declare module "sucrase/dist/parser/tokenizer/index.js" {
  export interface Token {
    type: number;
    contextualKeyword: number;
    start: number;
    end: number;
    isType: boolean;
    identifierRole: number | null;
  }
  export const IdentifierRole: {
    TopLevelDeclaration: number;
    ObjectShorthandTopLevelDeclaration: number;
  };
}
declare module "sucrase/dist/parser/tokenizer/types.js" {
  export const TokenType: {
    name: number;
    string: number;
    _import: number;
    _export: number;
    _const: number;
    _let: number;
    _var: number;
    comma: number;
    colon: number;
    semi: number;
    ellipsis: number;
    braceBarL: number;
    braceBarR: number;
    bracketL: number;
    bracketR: number;
    parenL: number;
    parenR: number;
    dollarBraceL: number;
    eq: number;
    star: number;
    braceL: number;
    braceR: number;
    dot: number;
    questionDot: number;
  };
}
declare module "sucrase/dist/parser/tokenizer/keywords.js" {
  export const ContextualKeyword: {
    _namespace: number;
    _module: number;
    _declare: number;
    _type: number;
    _from: number;
  };
}
