// Rewrites a program of the demo in another style. Its results stay the same, to the last bit, but
// the text changes in so many places that a similarity comparison with another student's program
// finds little. Without this, sixty students would share the few examples of an exercise.
//
// One walker in one file, although it is long: each case rewrites one kind of node and calls the others.

import ts from "typescript-js";
import {
  encloseText,
  findFirstStep,
  hasContinue,
  isForItsEffect,
  isPlain,
  isRecord,
  isStep,
  type Step,
} from "./syntax.ts";

/** Between 0 and 1. */
export type Random = () => number;

const { SyntaxKind: Kind } = ts;
const FLIPPED = new Map<ts.SyntaxKind, string>([
  [Kind.LessThanToken, ">"],
  [Kind.GreaterThanToken, "<"],
  [Kind.LessThanEqualsToken, ">="],
  [Kind.GreaterThanEqualsToken, "<="],
  [Kind.EqualsEqualsEqualsToken, "==="],
  [Kind.ExclamationEqualsEqualsToken, "!=="],
  [Kind.AsteriskToken, "*"],
]);
const ASSIGNED = new Map<ts.SyntaxKind, string>([
  [Kind.PlusEqualsToken, "+"],
  [Kind.MinusEqualsToken, "-"],
  [Kind.AsteriskEqualsToken, "*"],
  [Kind.SlashEqualsToken, "/"],
]);
const STEP_SIGNS = new Map<ts.SyntaxKind, string>([
  [Kind.PlusPlusToken, "+"],
  [Kind.MinusMinusToken, "-"],
]);
const RESULT_NAMES = ["result", "answer", "output", "value", "found"];
const STEP_NAMES = ["step", "part", "next", "current", "before", "inner", "first"];
/** How many parts of one statement get a line of their own, at most. */
const MOST_STEPS = 3;
const ITEM_NAMES = ["item", "one", "entry", "given"];

/**
 * Writes `source`, a program without syntax errors, in another style. The same `random` gives the
 * same result.
 */
export function restyle(source: string, fileName: string, random: Random): string {
  return new Restyler(source, fileName, random).restyle();
}

class Restyler {
  private readonly source: string;
  private readonly random: Random;
  private readonly file: ts.SourceFile;
  /** Every name in the program, and those made since. */
  private readonly names: Set<string>;
  /** Parts that got a name of their own on the line above. */
  private readonly replaced = new Map<ts.Node, string>();

  constructor(source: string, fileName: string, random: Random) {
    this.source = source;
    this.random = random;
    this.file = ts.createSourceFile(
      fileName,
      source,
      ts.ScriptTarget.Latest,
      true,
      fileName.endsWith("js") ? ts.ScriptKind.JS : ts.ScriptKind.TS,
    );
    this.names = new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  }

  /** Without the comment at the top, in which an example says what it is. */
  restyle(): string {
    return `${this.copy(this.file).trim()}\n`;
  }

  /** One of `choices` that the program does not use, with a number appended if necessary. */
  private freshName(choices: string[]): string {
    const choice = choices[Math.floor(this.random() * choices.length)]!;
    let name = choice;
    for (let i = 2; this.names.has(name); i += 1) name = choice + i;
    this.names.add(name);
    return name;
  }

  private does(share = 0.5): boolean {
    return this.random() < share;
  }

  private readonly write = (node: ts.Node): string =>
    this.replaced.get(node) ?? this.restyled(node) ?? this.copy(node);

  /** The text of the node unchanged, with its children in the new style. */
  private copy(node: ts.Node): string {
    let text = "";
    let at = node.getStart(this.file);
    ts.forEachChild(node, (child) => {
      // Some nodes have no text of their own, such as the end of the file.
      if (child.getStart(this.file) < at || child.end > node.end) return;
      text += this.source.slice(at, child.getStart(this.file)) + this.write(child);
      at = child.end;
    });
    return text + this.source.slice(at, node.end);
  }

  private restyled(node: ts.Node): string | undefined {
    if (ts.isBinaryExpression(node)) return this.writeBinary(node);
    if (
      (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) &&
      isForItsEffect(node)
    )
      return this.writeStep(node);
    if (ts.isConditionalExpression(node)) return this.writeConditional(node);
    if (isStep(node)) return this.writeStatement(node);
    if (ts.isArrowFunction(node)) return this.writeArrow(node);
    if (ts.isIfStatement(node)) return this.writeIf(node);
    if (ts.isForStatement(node)) return this.writeFor(node);
    if (ts.isObjectLiteralExpression(node) && isRecord(node)) return this.writeObject(node);
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return this.does(0.7) ? "" : undefined;
    if (ts.isForOfStatement(node)) return this.writeForOf(node);
    if (
      ts.isVariableDeclaration(node) &&
      node.type !== undefined &&
      node.initializer !== undefined &&
      this.does(0.7)
    ) {
      return `${this.write(node.name)} = ${this.write(node.initializer)}`;
    }
    if (
      ts.isParameter(node) &&
      node.type !== undefined &&
      node.initializer === undefined &&
      node.dotDotDotToken === undefined &&
      node.questionToken === undefined &&
      this.does()
    )
      return this.write(node.name);
    if (ts.isNonNullExpression(node) && this.does()) return this.write(node.expression);
    if (ts.isShorthandPropertyAssignment(node) && this.does())
      return `${node.name.text}: ${node.name.text}`;
    return undefined;
  }

  private writeStatement(node: Step): string {
    const whole = ts.isVariableStatement(node)
      ? node.declarationList.declarations[0]!.initializer
      : node.expression;
    const lines = whole === undefined ? [] : this.takeSteps(whole);
    lines.push(
      ts.isReturnStatement(node)
        ? this.writeReturn(node.expression!, this.readIndent(node))
        : this.copy(node),
    );
    return lines.join(`\n${this.readIndent(node)}`);
  }

  /** Gives the parts that are computed first a line, and a name, of their own. */
  private takeSteps(whole: ts.Expression): string[] {
    const lines: string[] = [];
    while (lines.length < MOST_STEPS && this.does(0.7)) {
      const step = findFirstStep(whole, this.replaced);
      if (step === undefined) break;
      const name = this.freshName(STEP_NAMES);
      lines.push(`const ${name} = ${this.write(step)};`);
      this.replaced.set(step, name);
    }
    return lines;
  }

  private writeReturn(expression: ts.Expression, indent: string): string {
    const text = this.write(expression);
    if (isPlain(expression) || this.does(0.4)) return `return ${text};`;
    if (this.does()) return `return ${encloseText(text)};`;
    const name = this.freshName(RESULT_NAMES);
    return `const ${name} = ${text};\n${indent}return ${name};`;
  }

  private writeIf(node: ts.IfStatement): string | undefined {
    const { expression, thenStatement, elseStatement } = node;
    const indent = this.readIndent(node);
    const before = ts.isBlock(node.parent)
      ? this.takeSteps(expression)
          .map((line) => `${line}\n${indent}`)
          .join("")
      : "";
    const inBlock = (statement: ts.Statement) =>
      ts.isBlock(statement)
        ? this.write(statement)
        : `{\n${indent}  ${this.write(statement)}\n${indent}}`;
    const isTurned = elseStatement !== undefined && !ts.isIfStatement(elseStatement) && this.does();
    if (isTurned) {
      const head = `if (!${encloseText(this.write(expression))})`;
      return `${before}${head} ${inBlock(elseStatement)} else ${inBlock(thenStatement)}`;
    }
    if (elseStatement === undefined && this.does())
      return `${before}if (${this.write(expression)}) ${inBlock(thenStatement)}`;
    return before + this.copy(node);
  }

  private writeFor(node: ts.ForStatement): string | undefined {
    const { initializer, condition, incrementor, statement } = node;
    if (
      initializer === undefined ||
      condition === undefined ||
      incrementor === undefined ||
      !ts.isBlock(statement) ||
      hasContinue(statement) ||
      !ts.isBlock(node.parent) ||
      !this.does()
    )
      return undefined;
    const indent = this.readIndent(node);
    const body = this.write(statement);
    const open = body.slice(0, body.lastIndexOf("}")).trimEnd();
    return [
      "{",
      `${this.write(initializer)};`,
      `while (${this.write(condition)}) ${open}`,
      `  ${this.write(incrementor)};`,
      "}",
      "}",
    ].join(`\n${indent}`);
  }

  /** Only if the list is a plain name. It might not be an array, but in the packs it is. */
  private writeForOf(node: ts.ForOfStatement): string | undefined {
    const { initializer, expression, statement } = node;
    if (
      !ts.isIdentifier(expression) ||
      !ts.isVariableDeclarationList(initializer) ||
      !ts.isBlock(statement) ||
      !this.does()
    )
      return undefined;
    const index = this.freshName(["i", "k", "n", "at"]);
    const body = this.write(statement);
    const indent = this.readIndent(statement.parent);
    const list = expression.text;
    const name = this.write(initializer.declarations[0]!.name);
    return [
      `for (let ${index} = 0; ${index} < ${list}.length; ${index}++) {`,
      `${indent}  const ${name} = ${list}[${index}];${body.slice(1)}`,
    ].join("\n");
  }

  private writeBinary(node: ts.BinaryExpression): string | undefined {
    const {
      left,
      right,
      operatorToken: { kind },
    } = node;
    const flipped = FLIPPED.get(kind);
    const assigned = ASSIGNED.get(kind);
    if (flipped !== undefined && isPlain(left) && isPlain(right) && this.does())
      return this.inBrackets(node, `${this.write(right)} ${flipped} ${this.write(left)}`);
    if (assigned !== undefined && isPlain(left) && isForItsEffect(node) && this.does()) {
      return `${this.write(left)} = ${this.write(left)} ${assigned} ${this.bracketed(right)}`;
    }
    return this.inBrackets(node, this.copy(node));
  }

  /** Sometimes adds brackets, which change nothing, around a part of a larger expression. */
  private inBrackets(node: ts.BinaryExpression, text: string): string {
    const isPart =
      ts.isBinaryExpression(node.parent) ||
      ts.isConditionalExpression(node.parent) ||
      ts.isVariableDeclaration(node.parent);
    const isValue =
      node.operatorToken.kind < Kind.FirstAssignment ||
      node.operatorToken.kind > Kind.LastAssignment;
    return isPart && isValue && this.does() ? encloseText(text) : text;
  }

  private writeStep(
    node: ts.PostfixUnaryExpression | ts.PrefixUnaryExpression,
  ): string | undefined {
    const sign = STEP_SIGNS.get(node.operator);
    if (sign === undefined || !isPlain(node.operand)) return undefined;
    if (this.does()) return `${this.write(node.operand)} = ${this.write(node.operand)} ${sign} 1`;
    return this.does() ? `${this.write(node.operand)} ${sign}= 1` : undefined;
  }

  private writeConditional({
    condition,
    whenTrue,
    whenFalse,
  }: ts.ConditionalExpression): string | undefined {
    if (!this.does()) return undefined;
    return `!${encloseText(this.write(condition))} ? ${this.bracketed(whenFalse)} : ${this.bracketed(whenTrue)}`;
  }

  /** The properties in another order. */
  private writeObject(node: ts.ObjectLiteralExpression): string {
    const order = node.properties.map((property) => ({ property, place: this.random() }));
    return `{ ${order
      .toSorted((a, b) => a.place - b.place)
      .map(({ property }) => this.write(property))
      .join(", ")} }`;
  }

  private writeArrow(node: ts.ArrowFunction): string | undefined {
    const isPlainFunction =
      node.modifiers === undefined &&
      !/\bthis\b|\barguments\b/.test(node.getText(this.file)) &&
      this.does(0.4);
    const [only] = node.parameters;
    const takesApart =
      node.parameters.length === 1 && ts.isObjectBindingPattern(only!.name) && this.does();
    if (!isPlainFunction && !takesApart && (ts.isBlock(node.body) || this.does())) return undefined;
    const indent = this.readIndent(node);
    const name = takesApart ? this.freshName(ITEM_NAMES) : "";
    const parameters = takesApart ? name : node.parameters.map(this.write).join(", ");
    const opened = takesApart ? `const ${this.write(only!.name)} = ${name};` : "";
    const lines = (whole: ts.Expression) =>
      [opened, ...this.takeSteps(whole), this.writeReturn(whole, `${indent}  `)]
        .filter((line) => line !== "")
        .join(`\n${indent}  `);
    const body = ts.isBlock(node.body)
      ? this.write(node.body).replace("{", `{ ${opened}`)
      : `{\n${indent}  ${lines(node.body)}\n${indent}}`;
    return isPlainFunction ? `function (${parameters}) ${body}` : `(${parameters}) => ${body}`;
  }

  private bracketed(node: ts.Expression): string {
    return isPlain(node) ? this.write(node) : encloseText(this.write(node));
  }

  /** The indentation of the line on which the node begins. */
  private readIndent(node: ts.Node): string {
    const start = node.getStart(this.file);
    return /^[ \t]*/.exec(
      this.source.slice(this.source.lastIndexOf("\n", start - 1) + 1, start),
    )![0];
  }
}
