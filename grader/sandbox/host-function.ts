// The one function that the prelude leaves to the host, and the wrapper that every module of student or pack code is compiled into.

export type Operation = "begin" | "driver" | "code" | "case" | "invoke";

/**
 * begin(seed, outputBytes); driver(module); code(module, "export,names"); case(encoded input, first export);
 * invoke(export name, encoded arguments). Always returns text (see prelude.ts), never throws.
 */
export type HostFunction = (operation: Operation, first: string, second?: string) => string;

export type ModuleFunction = (exports: object, require: (name: unknown) => never, module: { exports: object }) => void;

/** Opens and closes on the code's own first and last line, so that line numbers stay those of the author. */
export function wrapModule(code: string): string {
  return `(function(exports,require,module){${code}\n})`;
}
