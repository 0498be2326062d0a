// Writes what a command produced to the file that an option names, or to the terminal.

import { appendFileSync, writeFileSync } from "node:fs";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";

/** Throws `UsageError` if the file cannot be written. */
export function writeOutput(
  context: CommandContext,
  file: string | undefined,
  text: string,
  append = false,
): void {
  if (file === undefined) return context.out(text);
  try {
    (append ? appendFileSync : writeFileSync)(file, text);
  } catch (error) {
    throw new UsageError("usage.cannot-write", {
      file,
      detail: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}
