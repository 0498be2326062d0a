// The compiler options for submissions, while a student types and when an exercise's starter is
// checked: strict, but without errors for unused names or for `xs[i]`, which a beginner expects to
// be a number. In the form of a tsconfig.json.

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

/** The globals besides the language: see grader/isolate/prelude.ts. */
export const SANDBOX_GLOBALS = `
interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  dir(value?: unknown, options?: unknown): void;
  dirxml(...values: unknown[]): void;
  table(data?: unknown, columns?: readonly string[]): void;
  trace(...values: unknown[]): void;
  assert(condition?: unknown, ...values: unknown[]): void;
  group(...values: unknown[]): void;
  groupCollapsed(...values: unknown[]): void;
  groupEnd(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  time(label?: string): void;
  timeLog(label?: string, ...values: unknown[]): void;
  timeEnd(label?: string): void;
  timeStamp(label?: string): void;
  clear(): void;
  profile(label?: string): void;
  profileEnd(label?: string): void;
}
declare var console: Console;
interface Performance {
  readonly timeOrigin: number;
  now(): number;
}
declare var performance: Performance;
declare function structuredClone<T>(value: T, options?: { transfer?: readonly ArrayBuffer[] }): T;
declare function queueMicrotask(callback: () => void): void;
`;

/**
 * Globals of the language that a submission does not have (CLAIM_HOST in
 * grader/isolate/host-function.ts). Their types stay, because other declarations use them.
 */
export function removeAbsent(declarations: string): string {
  return declarations
    .replace(/^declare var (?:SharedArrayBuffer|Atomics): \w+;$/gm, "")
    .replace(/^declare namespace Temporal \{\n[\s\S]*?^\}$/m, (temporal) =>
      temporal
        .replace(/^ {4}var \w+: \w+;$/gm, "")
        .replace(/^ {4}namespace Now \{\n[\s\S]*?^ {4}\}$/m, ""),
    );
}
