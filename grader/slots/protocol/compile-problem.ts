// The reason why a program does not compile, as sent from a slot to the report.

export const COMPILE_CODES = [
  "syntax",
  "import",
  "namespace",
  "top-level-await",
  "too-complex",
  "too-slow",
  "missing-exports",
  "markdown-fence",
  "decorator",
  "jsx",
  "other-language",
] as const;
export type CompileCode = (typeof COMPILE_CODES)[number];

/** line and column count from 1; 0 if unknown. text: the line itself. */
export interface CompileProblem {
  code: CompileCode;
  /**
   * Babel's code for a syntax error, from which the message in the reader's language is chosen; ""
   * if there is none.
   */
  reason: string;
  line: number;
  column: number;
  text: string;
  /**
   * For a syntax error: the parser's message in English. Otherwise a name: the imported module or
   * the other language; or the CPU limit in seconds (too-slow).
   */
  detail: string;
  /** The names of missing exports (missing-exports). */
  names: string[];
  /**
   * The existing exports, each with its type. A module that is itself a function has the name "".
   */
  exported: [name: string, type: string][];
}

export const NOWHERE = {
  reason: "",
  line: 0,
  column: 0,
  text: "",
  detail: "",
  names: [],
  exported: [],
} satisfies Omit<CompileProblem, "code">;
