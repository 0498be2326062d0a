// Why a program does not compile, as it travels from a slot to the report.

/** line and column count from 1; 0 where unknown. text: the line itself. */
export interface CompileProblem {
  code: "syntax" | "import" | "namespace" | "top-level-await" | "too-complex" | "too-slow" | "missing-exports";
  /** Babel's name for the mistake (syntax), for wording it in the reader's language; "" where there is none. */
  reason: string;
  line: number;
  column: number;
  text: string;
  /** The parser's own words, in English (syntax), or the name of what was imported; the CPU limit in seconds (too-slow). */
  detail: string;
  /** The exports that are not there (missing-exports). */
  names: string[];
}

export const NOWHERE = { reason: "", line: 0, column: 0, text: "", detail: "", names: [] };
