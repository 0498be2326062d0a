// TypeScript's language service for one text: what editors ask about a place in the code. It is made
// for one question and dropped with its text; only the declarations are shared.

import type typescript from "typescript-js";
import { type Declarations, LIBRARY_FOLDER, VERSION } from "./declarations.ts";

export interface OpenText {
  service: typescript.LanguageService;
  file: typescript.SourceFile;
  checker: typescript.TypeChecker;
}

export type OpenService = (source: string, syntax: "typescript" | "javascript") => OpenText;

export function createServiceOpener(
  ts: typeof typescript,
  { files, options }: Declarations,
): OpenService {
  const snapshots = new Map(
    [...files].map(([path, { text }]) => [path, ts.ScriptSnapshot.fromString(text)]),
  );
  const settings = { ...options, allowJs: true };
  return (source, syntax) => {
    const name = syntax === "typescript" ? "/submission.ts" : "/submission.js";
    const snapshot = ts.ScriptSnapshot.fromString(source);
    const service = ts.createLanguageService(
      {
        getCompilationSettings: () => settings,
        getScriptFileNames: () => [name],
        getScriptVersion: () => VERSION,
        getScriptSnapshot: (path) => (path === name ? snapshot : snapshots.get(path)),
        getCurrentDirectory: () => "/",
        getDefaultLibFileName: () => `${LIBRARY_FOLDER}/lib.d.ts`,
        // Imports are never found.
        fileExists: () => false,
        readFile: () => undefined,
        directoryExists: () => false,
        getDirectories: () => [],
        useCaseSensitiveFileNames: () => true,
        getNewLine: () => "\n",
      },
      createRegistry((path, text, how) =>
        path === name
          ? ts.createLanguageServiceSourceFile(name, text, how, VERSION, false)
          : files.get(path),
      ),
    );
    const program = service.getProgram()!;
    return { service, file: program.getSourceFile(name)!, checker: program.getTypeChecker() };
  };
}

/**
 * TypeScript's own registry would store each text for a next version of it, and parse the
 * declarations again.
 */
function createRegistry(
  open: (
    path: string,
    text: typescript.IScriptSnapshot,
    how: typescript.CreateSourceFileOptions | typescript.ScriptTarget,
  ) => typescript.SourceFile | undefined,
): typescript.DocumentRegistry {
  const acquire = (
    path: string,
    text: typescript.IScriptSnapshot,
    how: typescript.CreateSourceFileOptions | typescript.ScriptTarget | undefined,
  ) => open(path, text, how!)!;
  const never = (): never => {
    throw new Error("a service answers one question");
  };
  return {
    acquireDocument: (path, _settings, text, _version, _kind, how) => acquire(path, text, how),
    acquireDocumentWithKey: (path, _path, _settings, _key, text, _version, _kind, how) =>
      acquire(path, text, how),
    updateDocument: never,
    updateDocumentWithKey: never,
    getKeyForCompilationSettings: () => "" as typescript.DocumentRegistryBucketKey,
    releaseDocument: () => undefined,
    releaseDocumentWithKey: () => undefined,
    reportStats: () => "",
  };
}
