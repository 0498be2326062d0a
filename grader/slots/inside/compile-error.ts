// The error for a submission that does not compile, with its place in the text.

import { type CompileCode, type CompileProblem, NOWHERE } from "../protocol/compile-problem.ts";

export type SourceLanguage = "typescript" | "javascript";

export class CompileError extends Error {
  readonly problem: CompileProblem;
  constructor(problem: CompileProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export function problemAt(
  source: string,
  offset: number,
  code: CompileCode,
  detail: string,
): CompileError {
  return new CompileError(describeAt(source, offset, code, detail));
}

export function describeAt(
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

export function readLine(source: string, line: number): string {
  return (source.split(/\r?\n/, line)[line - 1] ?? "").slice(0, 300);
}
