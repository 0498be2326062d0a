// The declarations of the language, parsed once and shared by all programs, and the compiler options
// that go with them.

import type typescript from "typescript-js";
import { TYPE_OPTIONS } from "./options.ts";

export interface Library {
  fileName: string;
  text: string;
}

export interface Declarations {
  /** By path. TypeScript never changes them: additions to a global type go into a copy. */
  files: ReadonlyMap<string, typescript.SourceFile>;
  options: typescript.CompilerOptions;
}

export const LIBRARY_FOLDER = "/library";
/** Of every file: none of them changes. */
export const VERSION = "1";

export function openDeclarations(ts: typeof typescript, library: Library[]): Declarations {
  return {
    files: new Map(
      library.map(({ fileName, text }) => [
        `${LIBRARY_FOLDER}/${fileName}`,
        ts.createLanguageServiceSourceFile(
          `${LIBRARY_FOLDER}/${fileName}`,
          ts.ScriptSnapshot.fromString(text),
          ts.ScriptTarget.ESNext,
          VERSION,
          false,
        ),
      ]),
    ),
    options: readOptions(ts, library),
  };
}

function readOptions(ts: typeof typescript, library: Library[]): typescript.CompilerOptions {
  const { options, errors } = ts.convertCompilerOptionsFromJson(TYPE_OPTIONS, "/");
  if (errors.length > 0)
    throw new Error(ts.flattenDiagnosticMessageText(errors[0]!.messageText, " "));
  // A submission is a module even if it exports nothing yet: in a script, `const name` would
  // conflict with a global.
  return {
    ...options,
    lib: library.map(({ fileName }) => fileName),
    moduleDetection: ts.ModuleDetectionKind.Force,
  };
}
