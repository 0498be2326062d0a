// A driver is public: students get it with the public bundle, and it runs beside every submission.
// So it must not contain a hidden case, the output of one, or a line of a solution. Its strings,
// numbers and lists are read from its source; it is not run.

import { parse } from "@babel/parser";
import type { Node } from "@babel/types";
import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import { isNode } from "./syntax-tree.ts";
import { listElements } from "./value-parts.ts";
import { writeCanonical } from "./canonical.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { isWork, squeeze } from "./solution-lines.ts";

/** Smaller values may appear in two places by chance. */
const TELLING_PARTS = 4;
const TELLING_CHARACTERS = 12;
const TELLING_DIGITS = 6;

export function checkDriverSecrets(exercise: Exercise, reference: string): Finding[] {
  const source = readText(exercise.folder, "driver.ts", "", []);
  if (source === undefined) return [];
  const finding = bindFinding(exercise);
  const findings: Finding[] = [];
  const literals = findLiterals(source);
  const shown = new Set(
    exercise.groups
      .filter(({ visible }) => visible)
      .flatMap(({ cases }) =>
        cases.flatMap(({ input, expected }) => [...listParts(input), ...listParts(expected)]),
      ),
  );
  for (const group of exercise.groups.filter(({ visible }) => !visible)) {
    for (const { name, input, expected } of group.cases) {
      for (const [what, value] of [
        ["input", input],
        ["expected", expected],
      ] as const) {
        const found = listParts(value).find((part) => !shown.has(part) && literals.has(part));
        if (found !== undefined)
          findings.push(
            finding(
              "driver-secret",
              "driver.ts",
              { group: group.manifest.id, name, what, text: found.slice(0, 80) },
              { line: literals.get(found)! },
            ),
          );
      }
    }
  }
  const own = source.split("\n").map(squeeze);
  for (const line of reference.split("\n").filter(isWork)) {
    const at = own.findIndex((text) => text.includes(squeeze(line)));
    if (at >= 0)
      return [
        ...findings,
        finding(
          "driver-answer",
          "driver.ts",
          { code: line.trim().slice(0, 120) },
          { line: at + 1 },
        ),
      ];
  }
  return findings;
}

/**
 * The parts of a value that are unlikely to appear by chance, starting with the value itself, as
 * canonical text.
 */
function listParts(value: Value): string[] {
  const inner = listElements(value).flatMap(listParts);
  return isTelling(value) ? [writeCanonical(value), ...inner] : inner;
}

function isTelling(value: Value): boolean {
  // Drivers use names to tell kinds of input apart.
  if (typeof value === "string")
    return value.length >= TELLING_CHARACTERS && !/^[\w$-]*$/.test(value);
  if (typeof value === "number" || typeof value === "bigint")
    return String(value).replace(/^-?0?\.?0*|e.*$|\./g, "").length >= TELLING_DIGITS;
  return countLeaves(value) >= TELLING_PARTS;
}

function countLeaves(value: Value): number {
  if (!Array.isArray(value) && !isRecord(value)) return 1;
  return listElements(value).reduce<number>((sum, item) => sum + countLeaves(item), 0);
}

/** The line of every such literal in a module, by its canonical text. */
function findLiterals(source: string): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (node: Node): void => {
    const value = readLiteral(node);
    if (value !== NONE)
      for (const part of listParts(value))
        if (!found.has(part)) found.set(part, node.loc?.start.line ?? 0);
    for (const child of Object.values(node))
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one);
  };
  try {
    visit(parse(source, { sourceType: "module", plugins: ["typescript"] }).program);
  } catch {
    // Not TypeScript: the bundler has reported it.
  }
  return found;
}

const NONE = Symbol("none");

/** The value of an expression that consists only of literals; NONE for any other. */
function readLiteral(node: Node): Value | typeof NONE {
  switch (node.type) {
    case "NumericLiteral":
    case "StringLiteral":
    case "BooleanLiteral":
      return node.value;
    case "BigIntLiteral":
      return node.value;
    case "NullLiteral":
      return null;
    case "TemplateLiteral":
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? NONE) : NONE;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return readLiteral(node.expression);
    case "UnaryExpression": {
      const value = readLiteral(node.argument);
      return node.operator === "-" && typeof value === "number" ? -value : NONE;
    }
    case "ArrayExpression": {
      const items = node.elements.map((element) =>
        element === null ? NONE : readLiteral(element),
      );
      return items.includes(NONE) ? NONE : (items as Value[]);
    }
    case "ObjectExpression": {
      const entries = node.properties.map((property): [string, Value | typeof NONE] => {
        if (property.type !== "ObjectProperty" || property.computed) return ["", NONE];
        return [readKey(property.key), readLiteral(property.value)];
      });
      return entries.some(([, value]) => value === NONE)
        ? NONE
        : Object.fromEntries(entries as [string, Value][]);
    }
    default:
      return NONE;
  }
}

function readKey(key: Node): string {
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" ? key.value : "";
}
