// Parses YAML and JSON and validates it against a schema. Reports everything that is wrong with a
// file, with key and line.

import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { problem, type Problem } from "./problem.ts";
import { createLineLocator, findPlace } from "./text-places.ts";

/** A manifest has few aliases, if any. A "YAML bomb" uses many to make a small file huge. */
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
  return validate(value, schema, file, (path) => findPlace(document, lines, path).line);
}

/**
 * An integer that a number cannot represent exactly is read as a BigInt. Lines are looked up only
 * when something is wrong.
 */
export function parseJson<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
): Parsed<z.output<S>> {
  let value: unknown;
  try {
    value = JSON.parse(text, readLongInteger as (key: string, value: unknown) => unknown);
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
  return validate(value, schema, file, createLineLocator(text));
}

/** For JSON.parse: `context.source` is the number as written. */
function readLongInteger(_key: string, value: unknown, context: { source?: string }): unknown {
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

function validate<S extends z.ZodType>(
  value: unknown,
  schema: S,
  file: string,
  lineOf: (path: PropertyKey[]) => number,
): Parsed<z.output<S>> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  return fail(result.error.issues.flatMap((issue) => describeIssue(issue, file, lineOf)));
}

function describeIssue(
  issue: z.core.$ZodIssue,
  file: string,
  lineOf: (path: PropertyKey[]) => number,
): Problem[] {
  const { path } = issue;
  const place = { key: writeKey(path), line: lineOf(path) };
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        problem(
          "unknown-key",
          file,
          { key },
          { key: writeKey([...path, key]), line: lineOf([...path, key]) },
        ),
      );
    case "invalid_type":
      if (issue.input === undefined) return [describeMissing(path, file, issue.expected, place)];
      return [
        problem(
          "wrong-type",
          file,
          { expected: issue.expected, got: nameType(issue.input) },
          place,
        ),
      ];
    case "invalid_union":
      if (issue.input === undefined)
        return [describeMissing(path, file, describeExpected(issue), place)];
      return [
        problem(
          "wrong-value",
          file,
          { got: shorten(issue.input), wanted: describeExpected(issue) },
          place,
        ),
      ];
    default:
      return [
        problem(
          "wrong-value",
          file,
          { got: shorten(issue.input), wanted: describeExpected(issue) },
          place,
        ),
      ];
  }
}

function describeMissing(
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

function describeExpected(issue: z.core.$ZodIssue): string {
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

/** ["groups", 2, "points"] as "groups[2].points". */
function writeKey(path: PropertyKey[]): string {
  return path
    .map((part, i) =>
      typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${String(part)}`,
    )
    .join("");
}

function nameType(value: unknown): string {
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
