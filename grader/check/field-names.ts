// Reports show the fields of outputs under the names of the manifest. A student must know these: each
// occurs in the statements or in a signature. Names of columns belong to rows of that length.

import type { Value } from "../isolate/codec.ts";
import { isRecord } from "../isolate/codec.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES } from "../pack/schema.ts";
import { bindNames } from "../output-fields.ts";
import { readText } from "../pack/files.ts";
import { createLocator } from "../pack/text-places.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { SEED } from "./runs.ts";

export async function checkFieldNames(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const { fields, exports, given } = exercise.manifest;
  const finding = bindFinding(exercise);
  const signatures = exports.map(({ name, signature }) => `${name}${signature}`).join("\n");
  const locate = createLocator(readText(exercise.folder, "exercise.yaml", "", []) ?? "");
  const findings: Finding[] = [];
  const add = (
    code: "field-name" | "field-unnamed" | "column-name",
    field: string,
    name: string,
  ) => {
    if (findings.some(({ params }) => params["field"] === field && params["name"] === name)) return;
    const isNamed = Object.hasOwn(fields, field);
    findings.push(
      finding(
        code,
        "exercise.yaml",
        { field, name },
        { line: locate(isNamed ? ["fields", field] : ["exports"]).line },
      ),
    );
  };
  const isKnown = (word: string) =>
    occursIn(signatures, word) ||
    LANGUAGES.every((language) => occursIn(exercise.statements[language], word));
  for (const group of exercise.groups.filter(({ visible }) => visible)) {
    for (const { input, expected } of await programs.prepareCases(exercise, group, SEED)) {
      const nameField = bindNames(fields, input);
      for (const field of listFields(expected)) {
        const name = nameField(field);
        const words = (name ?? field).match(WORD) ?? [];
        if (!words.every(isKnown))
          add(name === undefined ? "field-unnamed" : "field-name", field, name ?? field);
      }
    }
  }
  for (const [field, { row, rows }] of Object.entries(fields))
    for (const column of row ?? rows ?? []) if (!isKnown(column)) add("column-name", field, column);
  findings.push(...(await findOddRows(programs, exercise)));
  const driver = readText(exercise.folder, "driver.ts", "", []) ?? "";
  for (const name of Object.keys(given ?? {}))
    if (!driver.includes(`"${name}"`))
      findings.push(
        finding("given-unused", "exercise.yaml", { name }, { line: locate(["given", name]).line }),
      );
  return findings;
}

/** One for each field of which some expected row does not have the columns. */
async function findOddRows(programs: PackPrograms, exercise: Exercise): Promise<Finding[]> {
  const { fields } = exercise.manifest;
  const finding = bindFinding(exercise);
  const locate = createLocator(readText(exercise.folder, "exercise.yaml", "", []) ?? "");
  const columns = Object.entries(fields).filter(([, { row, rows }]) => row ?? rows);
  if (columns.length === 0) return [];
  const outputs: { name: string; output: Value }[] = [];
  for (const group of exercise.groups)
    for (const { name, expected } of await programs.prepareCases(exercise, group, SEED))
      outputs.push({ name, output: expected });
  return columns.flatMap(([field, { row, rows }]) => {
    const values = outputs.flatMap(({ name, output }) =>
      isRecord(output) && Object.hasOwn(output, field) ? [{ name, value: output[field] }] : [],
    );
    const odd = values.find(({ value }) => {
      // null in place of a row says that there is none.
      if (row !== undefined) return value !== null && !isRow(value, row.length);
      return !Array.isArray(value) || !value.every((item) => isRow(item, rows!.length));
    });
    if (odd === undefined && values.length > 0) return [];
    const params = { field, count: (row ?? rows)!.length, case: odd?.name ?? "" };
    const code = odd === undefined ? "columns-unused" : "columns-differ";
    return [finding(code, "exercise.yaml", params, { line: locate(["fields", field]).line })];
  });
}

function isRow(value: Value, length: number): boolean {
  return Array.isArray(value) && value.length === length;
}

const WORD = /[A-Za-z_$][\w$]*/g;

function occursIn(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w$])${word.replaceAll("$", "\\$&")}(?![\\w$])`).test(text);
}

function listFields(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(listFields);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...listFields(item)]);
}
