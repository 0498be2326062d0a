// YAML and JSON into checked values: everything that is wrong with a file, each with its key and
// its line.

import { isMap, isPair, isScalar, LineCounter, type Document, parseDocument } from "yaml";
import type { z } from "zod";
import { problem, type Problem } from "./problem.ts";

/** Nobody writes aliases into a manifest by the dozen; a bomb is made of them. */
const MAX_ALIASES = 20;

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export function parseYaml<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
): Parsed<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    schema: "core",
  });
  if (document.errors.length > 0) {
    return fail(
      document.errors.map((error) =>
        problem(
          "yaml-syntax",
          file,
          { detail: error.message },
          { line: lines.linePos(error.pos[0]).line },
        ),
      ),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return fail([
      problem("yaml-syntax", file, { detail: error instanceof Error ? error.message : "" }),
    ]);
  }
  return check(value, schema, file, (path) => lineOf(document, lines, path));
}

/**
 * JSON, in which an integer that a number cannot hold is read as a BigInt, digit by digit. Lines
 * are looked up only when something is wrong.
 */
export function parseJson<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
): Parsed<z.output<S>> {
  let value: unknown;
  try {
    value = JSON.parse(text, keepLongIntegers as (key: string, value: unknown) => unknown);
  } catch (error) {
    const lines = new LineCounter();
    const first = parseDocument(text, { lineCounter: lines, prettyErrors: false }).errors[0];
    const line = first === undefined ? 0 : lines.linePos(first.pos[0]).line;
    return fail([
      problem(
        "json-syntax",
        file,
        { detail: error instanceof Error ? error.message : "" },
        { line },
      ),
    ]);
  }
  return check(value, schema, file, createLineLocator(text));
}

/**
 * The line of what stands at a path in a YAML or JSON text, which is parsed for that at the first
 * question.
 */
export function createLineLocator(text: string): (path: PropertyKey[]) => number {
  let located: { document: Document; lines: LineCounter } | undefined;
  return (path) => {
    if (located === undefined) {
      const lines = new LineCounter();
      located = {
        document: parseDocument(text, { lineCounter: lines, prettyErrors: false }),
        lines,
      };
    }
    return lineOf(located.document, located.lines, path);
  };
}

function keepLongIntegers(_key: string, value: unknown, context: { source?: string }): unknown {
  const isLong =
    typeof value === "number" &&
    !Number.isSafeInteger(value) &&
    context.source !== undefined &&
    /^-?\d+$/.test(context.source);
  return isLong ? BigInt(context.source!) : value;
}

function fail(problems: Problem[]): { ok: false; problems: Problem[] } {
  return { ok: false, problems };
}

function check<S extends z.ZodType>(
  value: unknown,
  schema: S,
  file: string,
  lineOf: (path: PropertyKey[]) => number,
): Parsed<z.output<S>> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  return fail(result.error.issues.flatMap((issue) => toProblems(issue, file, lineOf)));
}

function toProblems(
  issue: z.core.$ZodIssue,
  file: string,
  lineOf: (path: PropertyKey[]) => number,
): Problem[] {
  const { path } = issue;
  const place = { key: keyOf(path), line: lineOf(path) };
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        problem(
          "unknown-key",
          file,
          { key },
          { key: keyOf([...path, key]), line: lineOf([...path, key]) },
        ),
      );
    case "invalid_type":
      if (issue.input === undefined) return [missing(path, file, issue.expected, place)];
      return [
        problem(
          "wrong-type",
          file,
          { expected: issue.expected, got: typeName(issue.input) },
          place,
        ),
      ];
    case "invalid_union":
      if (issue.input === undefined) return [missing(path, file, wantedBy(issue), place)];
      return [
        problem("wrong-value", file, { got: shorten(issue.input), wanted: wantedBy(issue) }, place),
      ];
    default:
      return [
        problem("wrong-value", file, { got: shorten(issue.input), wanted: wantedBy(issue) }, place),
      ];
  }
}

function missing(
  path: PropertyKey[],
  file: string,
  expected: string,
  place: { key: string; line: number },
): Problem {
  const name = String(path.at(-1) ?? "");
  if (name === "zh-CN" || name === "en")
    return problem("missing-language", file, { language: name }, place);
  return problem("missing-key", file, { key: name, expected }, place);
}

function wantedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return `>= ${issue.minimum}`;
    case "too_big":
      return `<= ${issue.maximum}`;
    case "invalid_value":
      return issue.values.map(String).join(" | ");
    case "invalid_union":
      return issue.errors
        .map(([first]) =>
          first?.code === "invalid_type" ? first.expected : (first?.message ?? ""),
        )
        .join(" | ");
    case "invalid_format":
      return issue.message.startsWith("Invalid") ? issue.format : issue.message;
    default:
      return issue.message;
  }
}

function keyOf(path: PropertyKey[]): string {
  return path
    .map((part, i) =>
      typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${String(part)}`,
    )
    .join("");
}

export interface TextPlace {
  line: number;
  column: number;
}
export type Locate = (path: PropertyKey[]) => TextPlace;

/**
 * Where something is in a YAML or JSON text, by its path: ["groups", 2, "points"]. The text is
 * parsed at the first question.
 */
export function createLocator(text: string): Locate {
  let located: { document: Document; lines: LineCounter } | undefined;
  return (path) => {
    if (located === undefined) {
      const lines = new LineCounter();
      located = {
        document: parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: "core" }),
        lines,
      };
    }
    return placeIn(located.document, located.lines, path);
  };
}

function lineOf(document: Document, lines: LineCounter, path: PropertyKey[]): number {
  return placeIn(document, lines, path).line;
}

/** The place of a key; if it is missing, that of the nearest thing around it. */
function placeIn(document: Document, lines: LineCounter, path: PropertyKey[]): TextPlace {
  const at = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && item.key.value === key,
      );
      if (pair !== undefined && isScalar(pair.key) && pair.key.range) return at(pair.key.range[0]);
    }
    const node = document.getIn(path.slice(0, depth), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return at(node.range[0]);
  }
  return { line: 1, column: 1 };
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function shorten(value: unknown): string {
  const text =
    typeof value === "string"
      ? value
      : (JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)) ??
        "undefined");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
