// Compiles a submission's TypeScript to JavaScript that an isolate can load: removes types, turns
// `export` into assignments, and preserves line numbers. Runs in a slot's worker thread, because
// parsers are easy to attack. V8 reports the errors that the parsers miss.

import { transform } from "sucrase";
import { findFence, opensWithFence } from "./foreign-code.ts";
import { type SourceLanguage, problemAt } from "./compile-error.ts";
import { parserProblem } from "./explain-syntax.ts";
import { splitExportedDeclarations } from "./split-exported-declarations.ts";
import { refuseUnsupported } from "./refuse-unsupported.ts";

/** Returns JavaScript with the same line numbers as `source`. Throws `CompileError`. */
export function compileSubmission(source: string, language: SourceLanguage): string {
  // A hashbang is a comment at the start of a file, but not inside the function into which the file
  // is compiled.
  const text = source.replace(/^\uFEFF/, "").replace(/^#!/, "//");
  if (opensWithFence(text)) throw problemAt(text, findFence(text) ?? 0, "markdown-fence", "");
  refuseUnsupported(text, language);
  try {
    return transform(splitExportedDeclarations(text, language), {
      transforms: language === "typescript" ? ["typescript", "imports"] : ["imports"],
      disableESTransforms: true,
      production: true,
      preserveDynamicImport: true,
    }).code;
  } catch (error) {
    throw parserProblem(error, text, language);
  }
}
