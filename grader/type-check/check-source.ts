// Finds the type errors of one text. Runs only in the thread of types-thread.ts, behind walls,
// because the text is untrusted.
//
// Each text gets a program of its own. Only the declarations of the language are shared, so a check
// takes milliseconds.

import type typescript from "typescript-js";
import type { TypeProblem, TypesQuestion } from "./type-messages.ts";
import { MAX_TYPE_MESSAGE_CHARACTERS, MAX_TYPE_PROBLEMS } from "./answer-limits.ts";
import { cutText } from "./cut-text.ts";
import { type Declarations, LIBRARY_FOLDER } from "./declarations.ts";
import { hasTypeSyntax } from "./find-type-syntax.ts";

/** By TypeScript's keys; missing messages stay in English. */
export type Messages = Record<"en" | "zh-CN", Record<string, string>>;

type CheckedText = Omit<TypesQuestion, "type">;

export type CheckSource = (checked: CheckedText) => TypeProblem[];

export function createSourceCheck(
  ts: typeof typescript,
  { files: shared, options }: Declarations,
  messages: Messages,
): CheckSource {
  const inner = ts as typeof typescript & InnerTypeScript;
  const words = withoutAdvice(inner, messages);
  const missingTypes = listMissingTypeCodes(inner);
  /** The same, without errors about missing types if the text has none at all. */
  const withoutMissingTypes = (
    problems: readonly typescript.Diagnostic[],
    file: typescript.SourceFile | undefined,
  ) =>
    file !== undefined &&
    problems.some(({ code }) => missingTypes.has(code)) &&
    !hasTypeSyntax(ts, file)
      ? problems.filter(({ code }) => !missingTypes.has(code))
      : problems;

  return ({ source, syntax, language }) => {
    inner.setLocalizedDiagnosticMessages(words[language]);
    const isTypeScript = syntax === "typescript";
    const name = isTypeScript ? "/submission.ts" : "/submission.js";
    const program = ts.createProgram({
      rootNames: [name],
      options: isTypeScript
        ? options
        : { ...options, noLib: true, lib: undefined, allowJs: true, checkJs: false },
      host: createHost((path, how) =>
        path === name ? ts.createSourceFile(path, source, how) : shared.get(path),
      ),
    });
    const file = program.getSourceFile(name);
    // Copied, because TypeScript still uses the original list.
    const found: typescript.Diagnostic[] = [...program.getSyntacticDiagnostics(file)];
    if (isTypeScript)
      found.push(...withoutMissingTypes(program.getSemanticDiagnostics(file), file));
    found.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
    const findPlace = placeFinder(source);
    return found
      .slice(0, MAX_TYPE_PROBLEMS)
      .map((diagnostic) => toProblem(ts, diagnostic, findPlace));
  };
}

/** A file system with only the declarations and the submission. */
function createHost(
  getSourceFile: typescript.CompilerHost["getSourceFile"],
): typescript.CompilerHost {
  return {
    getSourceFile,
    // Imports are never found.
    fileExists: () => false,
    readFile: () => undefined,
    writeFile: () => undefined,
    getDefaultLibFileName: () => `${LIBRARY_FOLDER}/lib.d.ts`,
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
}

// ---- problems ----------------------------------------------------------------------------------
type Place = { line: number; column: number };

function toProblem(
  ts: typeof typescript,
  { start = 0, length = 0, code, category, messageText }: typescript.Diagnostic,
  findPlace: (offset: number) => Place,
): TypeProblem {
  const from = findPlace(start);
  const to = findPlace(start + length);
  const text = ts.flattenDiagnosticMessageText(messageText, "\n");
  return {
    ...from,
    endLine: to.line,
    endColumn: to.column,
    code,
    severity: category === ts.DiagnosticCategory.Warning ? "warning" : "error",
    message: cutText(text, MAX_TYPE_MESSAGE_CHARACTERS),
  };
}

/** Lines as editors count them; TypeScript also counts U+2028 as a line break. */
function placeFinder(source: string): (offset: number) => Place {
  const starts = [
    0,
    ...Array.from(source.matchAll(/\r\n?|\n/g), (match) => match.index + match[0].length),
  ];
  return (offset) => {
    const at = Math.min(Math.max(offset, 0), source.length);
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: at - starts[low]! + 1 };
  };
}

// ---- messages ----------------------------------------------------------------------------------
/**
 * Messages with advice that does not apply here (install a package, change compiler options), and
 * their codes without that advice.
 */
const PLAINER: Record<number, number[]> = {
  2304: [2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2867, 2868],
  2307: [2792],
  2339: [2550, 2812],
  2693: [2585],
};

interface MessageTemplate {
  code: number;
  key: string;
  message: string;
}

/** Missing in TypeScript's declarations. Without it, the process does not start. */
interface InnerTypeScript {
  Diagnostics: Record<string, MessageTemplate>;
  setLocalizedDiagnosticMessages: (messages: Record<string, string>) => void;
}

/** "… implicitly has an 'any' type": all of them have numbers from 7000 on. */
function listMissingTypeCodes({ Diagnostics }: InnerTypeScript): Set<number> {
  return new Set(
    Object.values(Diagnostics)
      .filter(({ code, message }) => code >= 7000 && code < 8000 && /\bimplicitly\b/.test(message))
      .map(({ code }) => code),
  );
}

function withoutAdvice({ Diagnostics }: InnerTypeScript, messages: Messages): Messages {
  const byCode = new Map(Object.values(Diagnostics).map((template) => [template.code, template]));
  const plain = (own: Record<string, string>): Record<string, string> => {
    const words = { ...own };
    for (const [code, advising] of Object.entries(PLAINER)) {
      const { key, message } = byCode.get(Number(code))!;
      for (const other of advising) words[byCode.get(other)!.key] = own[key] ?? message;
    }
    return words;
  };
  return { en: plain(messages.en), "zh-CN": plain(messages["zh-CN"]) };
}
