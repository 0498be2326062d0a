// How TypeScript looks at a submission, be it while a student types or when an exercise's starter is checked: as strictly as is usual, but
// without a word about what is unused, or about `xs[i]`, which a beginner rightly takes for a number. As a tsconfig.json has it.

export const TYPE_OPTIONS = {
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  module: "esnext",
  moduleResolution: "bundler",
  target: "esnext",
  lib: ["esnext"],
  types: [] as string[],
};

/** What there is besides the language: see grader/sandbox/prelude.ts. */
export const SANDBOX_GLOBALS =
  "declare const console: Record<'log' | 'info' | 'warn' | 'error' | 'debug' | 'table' | 'trace' | 'dir', (...values: unknown[]) => void>;\n";
