// The statements and the starter must declare the functions of the manifest, with the same names,
// parameters and results.

import { distance } from "fastest-levenshtein";
import type { File } from "@babel/types";
import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { createLocator } from "../pack/text-places.ts";
import { LANGUAGES } from "../pack/schema.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { readStatement } from "./statement-text.ts";
import {
  addDeclarations,
  type FunctionNode,
  parseTypeScript,
  readFunctionParts,
  type Signature,
  type TypeScope,
  TypeWriter,
} from "./type-text.ts";

interface ShownCode {
  file: string;
  source: string;
  tree: File;
  /** The line in the file where it starts. */
  line: number;
}

interface ShownFunction {
  name: string;
  node: FunctionNode;
  source: string;
  line: number;
  column: number;
}

export function checkSignatures(exercise: Exercise): Finding[] {
  const starter = parsed([{ file: "starter.ts", source: exercise.starter, line: 1 }]);
  const inStatements = LANGUAGES.map((language) => ({
    file: `statement.${language}.md`,
    shown: statementCode(exercise, language),
  }));
  return [
    ...inStatements.flatMap(({ file, shown }) => checkShown(exercise, file, shown, starter)),
    ...checkShown(exercise, "starter.ts", starter, inStatements[0]!.shown),
  ];
}

function statementCode(exercise: Exercise, language: (typeof LANGUAGES)[number]): ShownCode[] {
  const blocks = readStatement(exercise.statements[language])
    .flatMap(({ code }) => code)
    .filter((block) => ["ts", "typescript", "js", "javascript"].includes(block.language));
  return parsed(
    blocks.map(({ text, line }) => ({ file: `statement.${language}.md`, source: text, line })),
  );
}

function parsed(codes: { file: string; source: string; line: number }[]): ShownCode[] {
  return codes.flatMap((code) => {
    const tree = parseTypeScript(code.source);
    return tree === undefined ? [] : [{ ...code, tree }];
  });
}

function checkShown(
  exercise: Exercise,
  file: string,
  shown: ShownCode[],
  others: ShownCode[],
): Finding[] {
  const finding = bindFinding(exercise);
  const wanted = exercise.manifest.exports;
  const functions = shown.flatMap(exportedFunctions);
  if (functions.length === 0) return [];
  const names = wanted.map(({ name }) => name);
  const findings: Finding[] = [];
  for (const { name, line, column } of functions.filter(
    (one) => !names.includes(one.name) && file !== "starter.ts",
  )) {
    findings.push(
      finding(
        "export-unknown",
        file,
        { name, nearest: findNearestName(name, names), names: names.join(", ") },
        { line, column },
      ),
    );
  }
  // If a name is misspelt, it is not reported as missing too.
  const missing = wanted.filter(
    ({ name }) => !functions.some((one) => one.name === name) && !isMentioned(exercise, file, name),
  );
  if (findings.length === 0)
    findings.push(
      ...missing.map(({ name }) =>
        finding("export-not-shown", file, { name }, { line: functions[0]!.line }),
      ),
    );
  const writer = new TypeWriter(readScope([...shown, ...others]));
  for (const one of functions) {
    const signature = wanted.find(({ name }) => name === one.name)?.signature;
    if (signature === undefined) continue;
    const source = `type Wanted = ${signature}`;
    const declared = parseTypeScript(source)?.program.body[0];
    if (
      declared?.type !== "TSTypeAliasDeclaration" ||
      declared.typeAnnotation.type !== "TSFunctionType"
    ) {
      const { line, column } = createLocator(
        readText(exercise.folder, "exercise.yaml", "", []) ?? "",
      )(["exports", names.indexOf(one.name), "signature"]);
      if (file === "starter.ts")
        findings.push(
          finding(
            "signature-unreadable",
            "exercise.yaml",
            { name: one.name, signature },
            { line, column },
          ),
        );
      continue;
    }
    const [here, there] = [
      writer.signature(one.node, one.source),
      writer.signature(declared.typeAnnotation, source),
    ];
    if (isSame(here, there)) continue;
    findings.push(
      finding(
        "signature-differs",
        file,
        { name: one.name, here: readHead(one), there: signature },
        { line: one.line, column: one.column },
      ),
    );
  }
  return findings;
}

/** A type that one of them leaves out is no contradiction; a starter may be JavaScript. */
function isSame(a: Signature, b: Signature): boolean {
  const same = (one: string, two: string) => one === "" || two === "" || one === two;
  return (
    a.parameters.length === b.parameters.length &&
    same(a.result, b.result) &&
    a.parameters.every((one, i) => {
      const two = b.parameters[i]!;
      return (
        same(one.name, two.name) &&
        same(one.type, two.type) &&
        (one.isOptional === two.isOptional || one.type === "")
      );
    })
  );
}

function readScope(codes: ShownCode[]): TypeScope {
  const scope: TypeScope = new Map();
  for (const { tree, source } of codes) addDeclarations(scope, tree, source);
  return scope;
}

/** `export function f(…)`, with a body or without, and `export const f = (…) => …`. */
function exportedFunctions({ tree, source, line: first }: ShownCode): ShownFunction[] {
  return tree.program.body.flatMap((statement): ShownFunction[] => {
    if (
      statement.type !== "ExportNamedDeclaration" ||
      statement.declaration === null ||
      statement.declaration === undefined
    )
      return [];
    const { declaration } = statement;
    const { line, column } = statement.loc!.start;
    const place = { source, line: first + line - 1, column: column + 1 };
    if (declaration.type === "FunctionDeclaration" || declaration.type === "TSDeclareFunction") {
      return declaration.id === null || declaration.id === undefined
        ? []
        : [{ name: declaration.id.name, node: declaration, ...place }];
    }
    if (declaration.type !== "VariableDeclaration") return [];
    return declaration.declarations.flatMap(({ id, init }) => {
      if (id.type !== "Identifier") return [];
      const annotation =
        id.typeAnnotation?.type === "TSTypeAnnotation"
          ? id.typeAnnotation.typeAnnotation
          : undefined;
      const node = annotation?.type === "TSFunctionType" ? annotation : init;
      const isFunction =
        node?.type === "ArrowFunctionExpression" ||
        node?.type === "FunctionExpression" ||
        node?.type === "TSFunctionType";
      return isFunction ? [{ name: id.name, node, ...place }] : [];
    });
  });
}

const HEAD_CHARACTERS = 160;

function readHead({ name, node, source }: ShownFunction): string {
  const { params, returnType } = readFunctionParts(node);
  const text = source
    .slice(node.start!, (returnType ?? params.at(-1) ?? node).end!)
    .replace(/\s+/g, " ")
    .replace(/^(?:async )?function /, "");
  return (text.startsWith(name) ? text : `${name}${text}`).slice(0, HEAD_CHARACTERS);
}

/** Whether the name appears anywhere in the file. */
function isMentioned(exercise: Exercise, file: string, name: string): boolean {
  const text = readText(exercise.folder, file, "", []) ?? "";
  return new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$&")}(?![\\w$])`).test(text);
}

export function findNearestName(name: string, names: string[]): string {
  return names.toSorted(
    (a, b) =>
      distance(name.toLowerCase(), a.toLowerCase()) - distance(name.toLowerCase(), b.toLowerCase()),
  )[0]!;
}
