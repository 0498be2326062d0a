// Compiles an expression that a student wants to try, like a submission: its types are removed, and
// imports are refused. The isolate evaluates the result; its value is that of the last statement.

import { compileSubmission } from "./compile.ts";
import { CompileError, type SourceLanguage } from "./compile-error.ts";

/** Returns JavaScript. Throws `CompileError`, with a place in `code`. */
export function compileExpression(code: string, language: SourceLanguage): string {
  try {
    // In parentheses, { a: 1 } is an object, not a block.
    return compileSubmission(`(${code}\n)`, language);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return compileSubmission(code, language);
  }
}

/** The answer of a case whose code does not compile: the prelude's form of an error. */
export function answerProblem({ problem }: CompileError): string {
  const { code, detail, column, line } = problem;
  const place = line > 0 ? ` (${line}:${column})` : "";
  const what = code === "syntax" ? detail : `${code} is not available`;
  const message = `${what.slice(0, 500)}${place}`;
  return JSON.stringify({ s: "t", e: { name: "SyntaxError", message, line: 0 } });
}
