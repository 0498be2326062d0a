// The one function that the prelude leaves to the host.

export type Operation = "begin" | "driver" | "code" | "case" | "invoke";

/**
 * begin(seed, output bytes); driver(text); code(text, file name, "export,names"); case(encoded input, first export);
 * invoke(export name, encoded arguments). Always returns text (see prelude.ts), never throws.
 */
export type HostFunction = (operation: Operation, first: string, second?: string, third?: string) => string;
