// Why a program does not compile, as it travels from a slot to the report.

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

/** line and column count from 1; 0 where unknown. text: the line itself. */
export interface CompileProblem {
  code: CompileCode;
  /**
   * Babel's name for the mistake (syntax), for wording it in the reader's language; "" where there
   * is none.
   */
  reason: string;
  line: number;
  column: number;
  text: string;
  /**
   * The parser's own words, in English (syntax), the name of what was imported or of another
   * language, or the CPU limit in seconds (too-slow).
   */
  detail: string;
  /** The exports that are not there (missing-exports). */
  names: string[];
  /**
   * What the file exports instead, each with its type; a module that is itself a function has the
   * name "".
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
