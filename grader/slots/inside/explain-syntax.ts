// Explains why a submission does not parse: a syntax error with its place, or text that is not
// TypeScript at all.

import { parse as parseStrictly } from "@babel/parser";
import { type CompileProblem, NOWHERE } from "../protocol/compile-problem.ts";
import { findFence, recognizeLanguage } from "./foreign-code.ts";
import { type SourceLanguage, CompileError, describeAt, readLine } from "./compile-error.ts";

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

export function parserProblem(
  error: unknown,
  source: string,
  language: SourceLanguage,
): CompileError {
  if (error instanceof CompileError) return error;
  const { loc, message } = error as { loc?: unknown; message?: string };
  // Without a place: sucrase overflowed its stack, or failed in another way.
  if (loc === undefined) return new CompileError({ ...NOWHERE, code: "too-complex" });
  return new CompileError(
    explainSyntax(source, language, (message ?? "").replace(/^Error transforming [^:]*: /, "")),
  );
}
