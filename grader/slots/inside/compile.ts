// Compiles a submission's TypeScript to JavaScript that an isolate can load: removes types, turns
// `export` into assignments, and preserves line numbers. Runs in a slot's worker thread, because
// parsers are easy to attack. V8 reports the errors that the parsers miss.

import { parse as parseStrictly } from "@babel/parser";
import { transform } from "sucrase";
import { parse as tokenize } from "sucrase/dist/parser/index.js";
import type { Token } from "sucrase/dist/parser/tokenizer/index.js";
import { TokenType } from "sucrase/dist/parser/tokenizer/types.js";
import { ContextualKeyword } from "sucrase/dist/parser/tokenizer/keywords.js";
import { type CompileCode, type CompileProblem, NOWHERE } from "../protocol/compile-problem.ts";
import { findFence, opensWithFence, recognizeLanguage } from "./foreign-code.ts";

export type SourceLanguage = "typescript" | "javascript";

export class CompileError extends Error {
  readonly problem: CompileProblem;
  constructor(problem: CompileProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Returns JavaScript with the same line numbers as `source`. Throws `CompileError`. */
export function compileSubmission(source: string, language: SourceLanguage): string {
  // A hashbang is a comment at the start of a file, but not inside the function into which the file
  // is compiled.
  const text = source.replace(/^\uFEFF/, "").replace(/^#!/, "//");
  if (opensWithFence(text)) throw problemAt(text, findFence(text) ?? 0, "markdown-fence", "");
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
 * The place and the reason of a syntax error. sucrase is fast because it checks little, and V8 sees
 * the code only without its types. Babel's parser has the clearest messages, so it parses `source`
 * if one of the others reports an error. `complaint`: the message of the other one, in case Babel
 * finds no error.
 */
export function explainSyntax(
  source: string,
  language: SourceLanguage,
  complaint: string,
): CompileProblem {
  let tree: unknown;
  try {
    tree = parse(source, language);
  } catch (error) {
    const { loc, reasonCode, message, missingPlugin } = error as BabelError;
    // Without a place: the parser's own stack overflowed.
    if (loc === undefined) return { ...NOWHERE, code: "too-complex" };
    const foreign = recognizeForeign(source, language, loc, missingPlugin ?? []);
    if (foreign !== undefined) return foreign;
    const detail = (message ?? "").replace(/ \(\d+:\d+\)$/, "").slice(0, 300);
    return {
      ...NOWHERE,
      code: "syntax",
      reason: reasonCode ?? "",
      ...placeIn(source, loc),
      detail,
    };
  }
  const detail = complaint.slice(0, 300);
  let found: Place | undefined;
  try {
    found = findTopLevelAwait(tree);
  } catch {
    // Nested so deeply that the stack overflowed: an error without a place.
  }
  // In an expression, V8 reads await as a name, and reports an error at the next token.
  if (found === undefined && !/await is only valid/.test(complaint))
    return { ...NOWHERE, code: "syntax", detail };
  return {
    ...NOWHERE,
    ...(found === undefined ? {} : placeIn(source, found)),
    code: "top-level-await",
    detail,
  };
}

interface BabelError {
  loc?: Place;
  reasonCode?: string;
  message?: string;
  missingPlugin?: string[];
}

type Plugin = "jsx" | "decorators";

function parse(source: string, language: SourceLanguage, plugins: Plugin[] = []): unknown {
  return parseStrictly(source, {
    sourceType: "module",
    plugins: language === "typescript" ? ["typescript", ...plugins] : plugins,
  });
}

/**
 * Recognises a text that does not parse as something else: an answer from a chat, JSX, or another
 * language.
 */
function recognizeForeign(
  source: string,
  language: SourceLanguage,
  loc: Place,
  missingPlugins: string[],
): CompileProblem | undefined {
  const fence = findFence(source);
  if (fence !== undefined) return describeAt(source, fence, "markdown-fence", "");
  const other = recognizeLanguage(source);
  if (other !== undefined)
    return describeAt(source, other.offset, "other-language", other.language);
  if (missingPlugins.includes("decorators"))
    return { ...NOWHERE, ...placeIn(source, loc), code: "decorator" };
  if (!missingPlugins.includes("jsx") && !parsesFurther(source, language, loc)) return undefined;
  return { ...NOWHERE, ...placeIn(source, findJsx(source, language) ?? loc), code: "jsx" };
}

/** Whether a parser with JSX reads the text beyond `loc`. */
function parsesFurther(source: string, language: SourceLanguage, { line, column }: Place): boolean {
  if (!source.includes("<")) return false;
  try {
    parse(source, language, ["jsx"]);
    return true;
  } catch (error) {
    const { loc } = error as BabelError;
    return loc !== undefined && (loc.line > line || (loc.line === line && loc.column > column));
  }
}

/** The first tag, if there is no other error. */
function findJsx(source: string, language: SourceLanguage): Place | undefined {
  try {
    return findNode(parse(source, language, ["jsx"]), ({ type }) =>
      type === "JSXElement" || type === "JSXFragment" ? "found" : "inside",
    );
  } catch {
    return undefined;
  }
}

/** As in Babel: lines count from 1, columns from 0. */
interface Place {
  line: number;
  column: number;
}

function placeIn(
  source: string,
  { line, column }: Place,
): Pick<CompileProblem, "line" | "column" | "text"> {
  return { line, column: column + 1, text: readLine(source, line) };
}

/**
 * The place of the first await outside all functions. Babel allows it in a module, but the function
 * into which the file is compiled does not.
 */
function findTopLevelAwait(tree: unknown): Place | undefined {
  return findNode(tree, ({ type, await: isAwait }) => {
    if (/Function|Method/.test(type)) return "skip";
    return type === "AwaitExpression" || (type === "ForOfStatement" && isAwait === true)
      ? "found"
      : "inside";
  });
}

interface TreeNode {
  type: string;
  await?: boolean;
}

function findNode(
  node: unknown,
  look: (node: TreeNode) => "found" | "inside" | "skip",
): Place | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  const { type, loc } = node as { type?: unknown; loc?: { start: Place } };
  const seen = typeof type === "string" ? look(node as TreeNode) : "inside";
  if (seen !== "inside") return seen === "found" ? loc?.start : undefined;
  for (const child of Object.values(node)) {
    const found = findNode(child, look);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Every program that is refused below contains one of these words. Most programs contain none, and
 * need no second parse.
 */
const SUSPICIOUS = /\b(?:import|namespace|module)\b|\bfrom\b(?!\s*\()|\\u/;

function refuseUnsupported(source: string, language: SourceLanguage): void {
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

function parserProblem(error: unknown, source: string, language: SourceLanguage): CompileError {
  if (error instanceof CompileError) return error;
  const { loc, message } = error as { loc?: unknown; message?: string };
  // Without a place: sucrase overflowed its stack, or failed in another way.
  if (loc === undefined) return new CompileError({ ...NOWHERE, code: "too-complex" });
  return new CompileError(
    explainSyntax(source, language, (message ?? "").replace(/^Error transforming [^:]*: /, "")),
  );
}

function problemAt(
  source: string,
  offset: number,
  code: CompileCode,
  detail: string,
): CompileError {
  return new CompileError(describeAt(source, offset, code, detail));
}

function describeAt(
  source: string,
  offset: number,
  code: CompileCode,
  detail: string,
): CompileProblem {
  const before = source.slice(0, offset);
  const line = before.split("\n").length;
  return {
    ...NOWHERE,
    code,
    line,
    column: offset - before.lastIndexOf("\n"),
    text: readLine(source, line),
    detail,
  };
}

function readLine(source: string, line: number): string {
  return (source.split(/\r?\n/, line)[line - 1] ?? "").slice(0, 300);
}
