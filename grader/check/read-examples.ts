// Reads the worked examples of a statement: TypeScript statements in fenced code blocks, each with
// its result in a comment after or below it. All examples become one program.

import type { CallExpression, Comment, File, Node, Statement } from "@babel/types";
import type { Exercise } from "../pack/exercise.ts";
import type { Language } from "../pack/schema.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { readShown, type Shown } from "./shown-result.ts";
import { findNearestName } from "./signatures.ts";
import { readStatement } from "./statement-text.ts";
import { parseTypeScript } from "./type-text.ts";

export interface Example {
  /** On one line, shortened. */
  code: string;
  line: number;
  column: number;
  /** Its promised result; undefined if the statement is only run. */
  shown: Shown | undefined;
}

export interface ExampleProgram {
  examples: Example[];
  /** The body of the function that runs them; "" if there is no result to compare. */
  body: string;
  findings: Finding[];
}

const CODE = ["ts", "typescript", "js", "javascript", ""];

export function readExamples(exercise: Exercise, language: Language): ExampleProgram {
  const names = exercise.manifest.exports.map(({ name }) => name);
  const reader = new ExampleReader(exercise, language, names);
  const blocks = readStatement(exercise.statements[language])
    .flatMap(({ code }) => code)
    .filter((block) => CODE.includes(block.language));
  for (const { text, line } of blocks) reader.read(text, line);
  return reader.program();
}

class ExampleReader {
  readonly #exercise: Exercise;
  readonly #language: Language;
  readonly #names: string[];
  readonly #examples: Example[] = [];
  readonly #findings: Finding[] = [];
  readonly #declared = new Set<string>();
  readonly #parts: string[] = [];

  constructor(exercise: Exercise, language: Language, names: string[]) {
    this.#exercise = exercise;
    this.#language = language;
    this.#names = names;
  }

  /** Blocks are nested, so that each sees earlier declarations and may declare a name again. */
  program(): ExampleProgram {
    const body = this.#parts.join("\n");
    const opened = this.#parts.length;
    const program = [
      `const { ${this.#names.join(", ")} } = submission; const $found = {}; let $at = 0;`,
      `try {${body}${"}".repeat(opened)}}`,
      "catch (error) { return { found: $found, at: $at, thrown: String(error) }; }",
      "return { found: $found, at: $at, thrown: null };",
    ].join(" ");
    return {
      examples: this.#examples,
      body: this.#examples.some(({ shown }) => shown !== undefined) ? program : "",
      findings: this.#findings,
    };
  }

  read(source: string, first: number): void {
    const calls = new RegExp(
      `(?<![\\w$.])(?:${this.#names.map((name) => name.replaceAll("$", "\\$")).join("|")})\\s*\\(`,
    );
    const file = parseTypeScript(source);
    if (file === undefined) {
      const line = source.split("\n").findIndex((text) => calls.test(text));
      if (line >= 0)
        this.#note("example-unreadable", source.split("\n")[line]!.trim(), first + line);
      return;
    }
    const statements = file.program.body.filter((statement) => isRun(statement));
    if (statements.length === 0) return;
    for (const statement of file.program.body)
      for (const name of listDeclared(statement)) this.#declared.add(name);
    const lines = statements.map((statement, i) =>
      this.#readStatement(source, file, statement, statements[i + 1], first),
    );
    this.#parts.push(`{\n${lines.join("\n")}`);
  }

  #readStatement(
    source: string,
    file: File,
    statement: Statement,
    next: Statement | undefined,
    first: number,
  ): string {
    const { line, column } = statement.loc!.start;
    const code = source.slice(statement.start!, statement.end!);
    const place = { line: first + line - 1, column: column + 1 };
    const called = findCalls(statement);
    for (const { name, loc } of called.filter(({ name }) => !this.#isKnown(name))) {
      const at = { line: first + loc.line - 1, column: loc.column + 1 };
      this.#findings.push(
        bindFinding(this.#exercise)(
          "example-unknown",
          `statement.${this.#language}.md`,
          { name, nearest: findNearestName(name, this.#names), names: this.#names.join(", ") },
          at,
        ),
      );
    }
    const comment = findComment(file, statement, next);
    const shown =
      comment === undefined ? undefined : (readShown(comment.all) ?? readShown(comment.first));
    const value = selectSubject(statement, source);
    const isCall = called.some(({ name }) => this.#names.includes(name));
    if (
      shown === undefined &&
      isCall &&
      (statement.type === "ExpressionStatement" || comment !== undefined)
    ) {
      this.#note(
        comment === undefined ? "example-without-result" : "example-in-words",
        shorten(code),
        place.line,
        place.column,
      );
    }
    const index =
      this.#examples.push({
        code: shorten(code),
        ...place,
        shown: value === undefined ? undefined : shown,
      }) - 1;
    if (value === undefined || shown === undefined) return `$at = ${index};\n${code};`;
    return statement.type === "ExpressionStatement"
      ? `$at = ${index};\n$found[${index}] = $copy(${value});`
      : `$at = ${index};\n${code};\n$found[${index}] = $copy(${value});`;
  }

  #isKnown(name: string): boolean {
    return this.#names.includes(name) || this.#declared.has(name) || name in globalThis;
  }

  #note(
    code: "example-unreadable" | "example-without-result" | "example-in-words",
    text: string,
    line: number,
    column = 0,
  ): void {
    this.#findings.push(
      bindFinding(this.#exercise)(
        code,
        `statement.${this.#language}.md`,
        { code: shorten(text) },
        { severity: "notice", line, column },
      ),
    );
  }
}

/** Declarations of types, and of functions without a body, are not run. */
function isRun({ type }: Statement): boolean {
  return !/^(?:TS|Export|Import|Empty)/.test(type);
}

function listDeclared(statement: Statement): string[] {
  if (statement.type === "FunctionDeclaration" || statement.type === "TSDeclareFunction")
    return statement.id ? [statement.id.name] : [];
  return statement.type === "VariableDeclaration"
    ? statement.declarations.flatMap(({ id }) => listNames(id))
    : [];
}

function listNames(pattern: Node): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  if (pattern.type === "ObjectPattern")
    return pattern.properties.flatMap((one) =>
      listNames(one.type === "ObjectProperty" ? one.value : one.argument),
    );
  return pattern.type === "ArrayPattern"
    ? pattern.elements.flatMap((one) => (one === null ? [] : listNames(one)))
    : [];
}

/** The source of what the comment is about: the expression, or the variables declared. */
function selectSubject(statement: Statement, source: string): string | undefined {
  if (statement.type === "ExpressionStatement") {
    const { expression } = statement;
    const printed =
      expression.type === "CallExpression" &&
      /^console\.log$/.test(source.slice(expression.callee.start!, expression.callee.end!));
    const about =
      printed && expression.arguments.length === 1 ? expression.arguments[0]! : expression;
    return source.slice(about.start!, about.end!);
  }
  if (statement.type !== "VariableDeclaration" || statement.declarations.length !== 1)
    return undefined;
  const { id } = statement.declarations[0]!;
  const names = listNames(id);
  if (id.type === "Identifier") return id.name;
  return id.type === "ObjectPattern" ? `{ ${names.join(", ")} }` : `[${names.join(", ")}]`;
}

interface Call {
  name: string;
  loc: { line: number; column: number };
}

/** Calls of a function by its name, at any depth. */
function findCalls(node: Node): Call[] {
  const found: Call[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null && "type" in value) {
      const { callee, loc } = value as CallExpression;
      if ((value as Node).type === "CallExpression" && callee.type === "Identifier")
        found.push({ name: callee.name, loc: loc!.start });
      for (const [key, inner] of Object.entries(value)) if (key !== "loc") visit(inner);
    }
  };
  visit(node);
  return found;
}

/**
 * The comment on a statement's last line or directly below it. `first`: its first line comment or
 * block; `all`: all of them.
 */
function findComment(
  { comments }: File,
  statement: Statement,
  next: Statement | undefined,
): { first: string; all: string } | undefined {
  const texts: string[] = [];
  let line = statement.loc!.end.line;
  for (const comment of (comments ?? []) as Comment[]) {
    if (comment.start! < statement.end! || (next !== undefined && comment.start! >= next.start!))
      continue;
    if (comment.loc!.start.line > line + 1) break;
    texts.push(comment.value.replace(/^ /, ""));
    line = comment.loc!.end.line;
  }
  return texts.length === 0 ? undefined : { first: texts[0]!, all: texts.join("\n") };
}

const CODE_CHARACTERS = 80;

function shorten(code: string): string {
  const text = code.replace(/\s+/g, " ").replace(/;$/, "");
  return text.length > CODE_CHARACTERS ? `${text.slice(0, CODE_CHARACTERS)}…` : text;
}
