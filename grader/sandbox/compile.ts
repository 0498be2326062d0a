// A submission's TypeScript to JavaScript that an isolate can load: types stripped, `export` turned into
// assignments, every line where its author wrote it. Runs in a slot's worker thread, because a parser is
// attacked most easily of all; what it does not see, V8 judges afterwards.

import { parse as parseStrictly } from "@babel/parser";
import { transform } from "sucrase";
import { parse } from "sucrase/dist/esm/parser/index.js";
import type { Token } from "sucrase/dist/esm/parser/tokenizer/index.js";
import { TokenType } from "sucrase/dist/esm/parser/tokenizer/types.js";
import { ContextualKeyword } from "sucrase/dist/esm/parser/tokenizer/keywords.js";
import { type CompileProblem, NOWHERE } from "./compile-problem.ts";

export type SourceLanguage = "typescript" | "javascript";

export class CompileError extends Error {
  readonly problem: CompileProblem;
  constructor(problem: CompileProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** JavaScript with the same lines as `source`. Throws `CompileError`. */
export function compileSubmission(source: string, language: SourceLanguage): string {
  // A hashbang is a comment in a file, but not inside the function that the file becomes.
  const text = source.replace(/^\uFEFF/, "").replace(/^#!/, "//");
  refuseUnsupported(text, language);
  try {
    return transform(text, {
      transforms: language === "typescript" ? ["typescript", "imports"] : ["imports"],
      disableESTransforms: true,
      production: true,
      preserveDynamicImport: true,
    }).code;
  } catch (error) {
    throw parserProblem(error, text, language);
  }
}

/**
 * Where and why `source` is not TypeScript (or JavaScript). sucrase is quick because it checks little, and V8 sees only what is
 * left once the types are gone; Babel's parser knows best what a person would call the mistake, so it is asked as soon as either
 * complains. `fallback` is what the first to complain said, for the case that Babel sees nothing wrong.
 */
export function explainSyntax(source: string, language: SourceLanguage, fallback: { line: number; column: number; detail: string }): CompileProblem {
  try {
    parseStrictly(source, { sourceType: "module", plugins: language === "typescript" ? ["typescript"] : [] });
  } catch (error) {
    const { loc, reasonCode, message } = error as { loc?: { line: number; column: number }; reasonCode?: string; message?: string };
    if (loc !== undefined) {
      const detail = (message ?? "").replace(/ \(\d+:\d+\)$/, "").slice(0, 300);
      return { code: "syntax", reason: reasonCode ?? "", line: loc.line, column: loc.column + 1, text: lineOf(source, loc.line), detail, names: [] };
    }
    // No place: the parser's own stack ran out.
    return { ...NOWHERE, code: "too-complex" };
  }
  const { line, column, detail } = fallback;
  const code = /await is only valid/.test(detail) ? "top-level-await" : "syntax";
  return { code, reason: "", line, column, text: lineOf(source, line), detail: detail.replace(/^SyntaxError: /, "").slice(0, 300), names: [] };
}

function refuseUnsupported(source: string, language: SourceLanguage): void {
  let tokens;
  try {
    tokens = parse(source, false, language === "typescript", false).tokens;
  } catch (error) {
    throw parserProblem(error, source, language);
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    // sucrase drops the body of a namespace without a word; what it held would be missing at run time.
    if (opensNamespace(tokens, i)) throw problemAt(source, token.start, "namespace", "namespace");
    if (token.type === TokenType._import && !token.isType) {
      const named = tokens.slice(i, i + 200).find((next) => next.type === TokenType.string);
      const next = tokens[i + 1];
      const typeOnly = next?.type === TokenType.name && next.contextualKeyword === ContextualKeyword._type;
      if (!typeOnly) {
        throw problemAt(source, token.start, "import", named === undefined ? "" : source.slice(named.start + 1, named.end - 1).slice(0, 100));
      }
    }
  }
}

function opensNamespace(tokens: Token[], i: number): boolean {
  const token = tokens[i]!;
  const keyword = token.contextualKeyword;
  if (token.type !== TokenType.name || !token.isType) return false;
  if (keyword !== ContextualKeyword._namespace && keyword !== ContextualKeyword._module) return false;
  const isDeclared = tokens[i - 1]?.contextualKeyword === ContextualKeyword._declare;
  return !isDeclared && tokens[i + 1]?.type === TokenType.name && tokens[i + 2]?.type !== TokenType.eq;
}

function parserProblem(error: unknown, source: string, language: SourceLanguage): CompileError {
  if (error instanceof CompileError) return error;
  const place = (error as { loc?: { line?: number; column?: number } } | null)?.loc;
  const detail = (error instanceof Error ? error.message : "").replace(/^Error transforming [^:]*: /, "").replace(/ \(\d+:\d+\)$/, "");
  // No place: sucrase ran out of stack, or lost its way.
  if (typeof place?.line !== "number") return new CompileError({ ...NOWHERE, code: "too-complex" });
  return new CompileError(explainSyntax(source, language, { line: place.line, column: (place.column ?? 0) + 1, detail }));
}

function problemAt(source: string, offset: number, code: CompileProblem["code"], detail: string): CompileError {
  const before = source.slice(0, offset);
  const line = before.split("\n").length;
  return new CompileError({ ...NOWHERE, code, line, column: offset - before.lastIndexOf("\n"), text: lineOf(source, line), detail });
}

function lineOf(source: string, line: number): string {
  return (source.split(/\r?\n/, line)[line - 1] ?? "").slice(0, 300);
}
