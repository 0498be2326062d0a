// What the globals and standard types of a submission offer, from the declarations that the type
// checker uses. The editor is built with this table, so that it can offer these names by itself.

import { createRequire } from "node:module";
import type typescript from "typescript-js";
import { mergeLibraries } from "./build-types-program.ts";
import { openDeclarations } from "./declarations.ts";
import { describeType } from "./describe-type.ts";
import { OUTDATED } from "./outdated-names.ts";
import type { StandardName, StandardNames } from "./standard-names.ts";

/** The types whose values students use. The other typed arrays have the members of Float64Array. */
const TYPES = [
  "Array",
  "String",
  "Number",
  "Map",
  "Set",
  "Float64Array",
  "RegExp",
  "Date",
  "Promise",
  "Error",
];
const FILE = "/empty.ts";
const NAME = /^[A-Za-z_$][\w$]*$/;

export function listStandardNames(): StandardNames {
  const ts = createRequire(import.meta.url)("typescript-js") as typeof typescript;
  const { files, options } = openDeclarations(ts, mergeLibraries());
  const file = ts.createSourceFile(FILE, "export {};", ts.ScriptTarget.ESNext);
  const host: typescript.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: (path) => (path === FILE ? file : files.get(path)),
    getDefaultLibLocation: () => "/library",
    getCurrentDirectory: () => "/",
  };
  const program = ts.createProgram({ rootNames: [FILE], options, host });
  const checker = program.getTypeChecker();
  const typeOf = (symbol: typescript.Symbol) => checker.getTypeOfSymbolAtLocation(symbol, file);

  const list = (symbols: readonly typescript.Symbol[]) =>
    symbols
      .filter(({ name }) => NAME.test(name) && !OUTDATED.has(name))
      .map((symbol): StandardName => [symbol.name, describeType(checker, typeOf(symbol))])
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const globals = checker
    .getSymbolsInScope(file, ts.SymbolFlags.Variable | ts.SymbolFlags.Function)
    .filter(({ name }) => name !== "undefined" && name !== "globalThis");
  const statics = globals.map(
    (symbol) => [symbol.name, list(typeOf(symbol).getProperties())] as const,
  );
  const types = checker.getSymbolsInScope(file, ts.SymbolFlags.Interface);
  const members = TYPES.map((name) => {
    const symbol = types.find((type) => type.name === name)!;
    return [name, list(checker.getDeclaredTypeOfSymbol(symbol).getProperties())] as const;
  });
  return {
    globals: list(globals),
    statics: Object.fromEntries(
      statics.filter(([name, names]) => names.length > 0 && !OUTDATED.has(name)),
    ),
    members: Object.fromEntries(members),
  };
}
