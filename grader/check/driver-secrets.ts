// A driver is public: it goes home with every student, and beside every submission. It holds no
// hidden case, no output of one, and no line of a solution. What a driver holds is read from its
// text, without running it: the texts, numbers and lists that are written out in it and in what it
// imports.

import { parse } from "@babel/parser";
import type { Node } from "@babel/types";
import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isRecord, type Value } from "../sandbox/codec.ts";
import { writeCanonical } from "./canonical.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { isWork, squeeze } from "./solution-lines.ts";

/** A value that stands in two places by chance has fewer parts, or fewer characters. */
const TELLING_PARTS = 4;
const TELLING_CHARACTERS = 12;
const TELLING_DIGITS = 6;

export function checkDriverSecrets(exercise: Exercise, reference: string): Finding[] {
  const source = readText(exercise.folder, "driver.ts", "", []);
  if (source === undefined) return [];
  const finding = bindFinding(exercise);
  const findings: Finding[] = [];
  const literals = literalsOf(source);
  const shown = new Set(
    exercise.groups
      .filter(({ visible }) => visible)
      .flatMap(({ cases }) =>
        cases.flatMap(({ input, expected }) => [...partsOf(input), ...partsOf(expected)]),
      ),
  );
  for (const group of exercise.groups.filter(({ visible }) => !visible)) {
    for (const { name, input, expected } of group.cases) {
      for (const [what, value] of [
        ["input", input],
        ["expected", expected],
      ] as const) {
        const found = partsOf(value).find((part) => !shown.has(part) && literals.has(part));
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

/** The telling parts of a value, itself first, each as a canonical text. */
function partsOf(value: Value): string[] {
  const inner = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  return [...(isTelling(value) ? [writeCanonical(value)] : []), ...inner.flatMap(partsOf)];
}

function isTelling(value: Value): boolean {
  // A name is what a driver tells inputs apart by.
  if (typeof value === "string")
    return value.length >= TELLING_CHARACTERS && !/^[\w$-]*$/.test(value);
  if (typeof value === "number" || typeof value === "bigint")
    return String(value).replace(/^-?0?\.?0*|e.*$|\./g, "").length >= TELLING_DIGITS;
  return leavesOf(value) >= TELLING_PARTS;
}

function leavesOf(value: Value): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + leavesOf(item), 0);
  if (isRecord(value))
    return Object.values(value).reduce<number>((sum, item) => sum + leavesOf(item), 0);
  return 1;
}

/** Every telling value that is written out in a module, by its canonical text, with its line. */
function literalsOf(source: string): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (node: Node): void => {
    const value = valueOf(node);
    if (value !== NONE)
      for (const part of partsOf(value))
        if (!found.has(part)) found.set(part, node.loc?.start.line ?? 0);
    for (const child of Object.values(node))
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one);
  };
  try {
    visit(parse(source, { sourceType: "module", plugins: ["typescript"] }).program);
  } catch {
    // Not TypeScript: the bundler has said so.
  }
  return found;
}

const NONE = Symbol("none");

/** Of an expression made only of literals. */
function valueOf(node: Node): Value | typeof NONE {
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
      return valueOf(node.expression);
    case "UnaryExpression": {
      const value = valueOf(node.argument);
      return node.operator === "-" && typeof value === "number" ? -value : NONE;
    }
    case "ArrayExpression": {
      const items = node.elements.map((element) => (element === null ? NONE : valueOf(element)));
      return items.includes(NONE) ? NONE : (items as Value[]);
    }
    case "ObjectExpression": {
      const entries = node.properties.map((property): [string, Value | typeof NONE] => {
        if (property.type !== "ObjectProperty" || property.computed) return ["", NONE];
        const key =
          property.key.type === "Identifier"
            ? property.key.name
            : property.key.type === "StringLiteral"
              ? property.key.value
              : "";
        return [key, valueOf(property.value)];
      });
      return entries.some(([, value]) => value === NONE)
        ? NONE
        : Object.fromEntries(entries as [string, Value][]);
    }
    default:
      return NONE;
  }
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}
