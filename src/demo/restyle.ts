// Another hand for a demo's program: what it computes stays the same, to the last bit, and how it
// is written changes in so many places that comparing it with another student's finds little.
// Without this, sixty students would share the few examples that an exercise has.

import ts from "typescript-js";

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
const RESULT_NAMES = ["result", "answer", "output", "value", "found"];
const STEP_NAMES = ["step", "part", "next", "current", "before", "inner", "first"];
/** Of one statement, that get a line of their own. */
const MOST_STEPS = 3;
const ITEM_NAMES = ["item", "one", "entry", "given"];

/** `source`: a program without syntax errors. The same `random` makes the same of it. */
export function restyle(source: string, fileName: string, random: Random): string {
  const file = ts.createSourceFile(
    fileName,
    source,
    ts.ScriptTarget.Latest,
    true,
    fileName.endsWith("js") ? ts.ScriptKind.JS : ts.ScriptKind.TS,
  );
  const names = new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  /** A name that the program does not have, of these or with a number behind. */
  const freshName = (choices: string[]): string => {
    const choice = choices[Math.floor(random() * choices.length)]!;
    let name = choice;
    for (let i = 2; names.has(name); i += 1) name = choice + i;
    names.add(name);
    return name;
  };
  const does = (share = 0.5): boolean => random() < share;

  /** What stands as a name already, on the line above. */
  const replaced = new Map<ts.Node, string>();
  const write = (node: ts.Node): string => replaced.get(node) ?? restyled(node) ?? copy(node);

  /** As it stands, with its children in the new style. */
  const copy = (node: ts.Node): string => {
    let text = "";
    let at = node.getStart(file);
    ts.forEachChild(node, (child) => {
      // What has no place of its own in the text, such as the end of the file.
      if (child.getStart(file) < at || child.end > node.end) return;
      text += source.slice(at, child.getStart(file)) + write(child);
      at = child.end;
    });
    return text + source.slice(at, node.end);
  };

  const restyled = (node: ts.Node): string | undefined => {
    if (ts.isBinaryExpression(node)) return writeBinary(node);
    if (
      (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) &&
      isForItsEffect(node)
    )
      return writeStep(node);
    if (ts.isConditionalExpression(node)) return writeConditional(node);
    if (isStep(node)) return writeStatement(node);
    if (ts.isArrowFunction(node)) return writeArrow(node);
    if (ts.isIfStatement(node)) return writeIf(node);
    if (ts.isForStatement(node)) return writeFor(node);
    if (ts.isObjectLiteralExpression(node) && isRecord(node)) return writeObject(node);
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return does(0.7) ? "" : undefined;
    if (ts.isForOfStatement(node)) return writeForOf(node);
    if (
      ts.isVariableDeclaration(node) &&
      node.type !== undefined &&
      node.initializer !== undefined &&
      does(0.7)
    ) {
      return `${write(node.name)} = ${write(node.initializer)}`;
    }
    if (
      ts.isParameter(node) &&
      node.type !== undefined &&
      node.initializer === undefined &&
      node.dotDotDotToken === undefined &&
      node.questionToken === undefined &&
      does()
    )
      return write(node.name);
    if (ts.isNonNullExpression(node) && does()) return write(node.expression);
    if (ts.isShorthandPropertyAssignment(node) && does())
      return `${node.name.text}: ${node.name.text}`;
    return undefined;
  };

  /** A statement whose first step may get a line, and a name, of its own. */
  const isStep = (node: ts.Node): node is Step =>
    ts.isBlock(node.parent ?? node) &&
    ((ts.isReturnStatement(node) && node.expression !== undefined) ||
      ts.isExpressionStatement(node) ||
      (ts.isVariableStatement(node) && node.declarationList.declarations.length === 1));

  const writeStatement = (node: Step): string => {
    const whole = ts.isVariableStatement(node)
      ? node.declarationList.declarations[0]!.initializer
      : node.expression;
    const lines = whole === undefined ? [] : takeSteps(whole);
    lines.push(
      ts.isReturnStatement(node) ? writeReturn(node.expression!, indentOf(node)) : copy(node),
    );
    return lines.join(`\n${indentOf(node)}`);
  };

  /** Gives what is computed first a line, and a name, of its own. */
  const takeSteps = (whole: ts.Expression): string[] => {
    const lines: string[] = [];
    while (lines.length < MOST_STEPS && does(0.7)) {
      const step = firstStep(whole, replaced);
      if (step === undefined) break;
      const name = freshName(STEP_NAMES);
      lines.push(`const ${name} = ${write(step)};`);
      replaced.set(step, name);
    }
    return lines;
  };

  const writeReturn = (expression: ts.Expression, indent: string): string => {
    const text = write(expression);
    if (isPlain(expression) || does(0.4)) return `return ${text};`;
    if (does()) return `return ${enclosed(text)};`;
    const name = freshName(RESULT_NAMES);
    return `const ${name} = ${text};\n${indent}return ${name};`;
  };

  const writeIf = (node: ts.IfStatement): string | undefined => {
    const { expression, thenStatement, elseStatement } = node;
    const indent = indentOf(node);
    const before = ts.isBlock(node.parent)
      ? takeSteps(expression)
          .map((line) => `${line}\n${indent}`)
          .join("")
      : "";
    const inBlock = (statement: ts.Statement) =>
      ts.isBlock(statement) ? write(statement) : `{\n${indent}  ${write(statement)}\n${indent}}`;
    const isTurned = elseStatement !== undefined && !ts.isIfStatement(elseStatement) && does();
    if (isTurned)
      return `${before}if (!${enclosed(write(expression))}) ${inBlock(elseStatement)} else ${inBlock(thenStatement)}`;
    if (elseStatement === undefined && does())
      return `${before}if (${write(expression)}) ${inBlock(thenStatement)}`;
    return before + copy(node);
  };

  const writeFor = (node: ts.ForStatement): string | undefined => {
    const { initializer, condition, incrementor, statement } = node;
    if (
      initializer === undefined ||
      condition === undefined ||
      incrementor === undefined ||
      !ts.isBlock(statement) ||
      holdsContinue(statement) ||
      !ts.isBlock(node.parent) ||
      !does()
    )
      return undefined;
    const indent = indentOf(node);
    const body = write(statement);
    return `{\n${indent}${write(initializer)};\n${indent}while (${write(condition)}) ${body.slice(0, body.lastIndexOf("}")).trimEnd()}\n${indent}  ${write(incrementor)};\n${indent}}\n${indent}}`;
  };

  /** Of what has a name of its own: it may be any list, and seldom is anything else. */
  const writeForOf = (node: ts.ForOfStatement): string | undefined => {
    const { initializer, expression, statement } = node;
    if (
      !ts.isIdentifier(expression) ||
      !ts.isVariableDeclarationList(initializer) ||
      !ts.isBlock(statement) ||
      !does()
    )
      return undefined;
    const index = freshName(["i", "k", "n", "at"]);
    const body = write(statement);
    const indent = indentOf(statement.parent);
    return `for (let ${index} = 0; ${index} < ${expression.text}.length; ${index}++) {\n${indent}  const ${write(initializer.declarations[0]!.name)} = ${expression.text}[${index}];${body.slice(1)}`;
  };

  const writeBinary = (node: ts.BinaryExpression): string | undefined => {
    const {
      left,
      right,
      operatorToken: { kind },
    } = node;
    const flipped = FLIPPED.get(kind);
    const assigned = ASSIGNED.get(kind);
    if (flipped !== undefined && isPlain(left) && isPlain(right) && does())
      return inBrackets(node, `${write(right)} ${flipped} ${write(left)}`);
    if (assigned !== undefined && isPlain(left) && isForItsEffect(node) && does()) {
      return `${write(left)} = ${write(left)} ${assigned} ${bracketed(right)}`;
    }
    return inBrackets(node, copy(node));
  };

  /** Brackets that change nothing, around a part of a larger expression. */
  const inBrackets = (node: ts.BinaryExpression, text: string): string => {
    const isPart =
      ts.isBinaryExpression(node.parent) ||
      ts.isConditionalExpression(node.parent) ||
      ts.isVariableDeclaration(node.parent);
    const isValue =
      node.operatorToken.kind < Kind.FirstAssignment ||
      node.operatorToken.kind > Kind.LastAssignment;
    return isPart && isValue && does() ? enclosed(text) : text;
  };

  const writeStep = (
    node: ts.PostfixUnaryExpression | ts.PrefixUnaryExpression,
  ): string | undefined => {
    const sign =
      node.operator === Kind.PlusPlusToken
        ? "+"
        : node.operator === Kind.MinusMinusToken
          ? "-"
          : undefined;
    if (sign === undefined || !isPlain(node.operand)) return undefined;
    if (does()) return `${write(node.operand)} = ${write(node.operand)} ${sign} 1`;
    return does() ? `${write(node.operand)} ${sign}= 1` : undefined;
  };

  const writeConditional = ({
    condition,
    whenTrue,
    whenFalse,
  }: ts.ConditionalExpression): string | undefined => {
    if (!does()) return undefined;
    return `!${enclosed(write(condition))} ? ${bracketed(whenFalse)} : ${bracketed(whenTrue)}`;
  };

  /** Its properties in another order. */
  const writeObject = (node: ts.ObjectLiteralExpression): string => {
    const order = node.properties.map((property) => ({ property, place: random() }));
    return `{ ${order
      .toSorted((a, b) => a.place - b.place)
      .map(({ property }) => write(property))
      .join(", ")} }`;
  };

  const writeArrow = (node: ts.ArrowFunction): string | undefined => {
    const isPlainFunction =
      node.modifiers === undefined &&
      !/\bthis\b|\barguments\b/.test(node.getText(file)) &&
      does(0.4);
    const [only] = node.parameters;
    const takesApart =
      node.parameters.length === 1 && ts.isObjectBindingPattern(only!.name) && does();
    if (!isPlainFunction && !takesApart && (ts.isBlock(node.body) || does())) return undefined;
    const indent = indentOf(node);
    const name = takesApart ? freshName(ITEM_NAMES) : "";
    const parameters = takesApart ? name : node.parameters.map(write).join(", ");
    const opened = takesApart ? `const ${write(only!.name)} = ${name};` : "";
    const lines = (whole: ts.Expression) =>
      [opened, ...takeSteps(whole), writeReturn(whole, `${indent}  `)]
        .filter((line) => line !== "")
        .join(`\n${indent}  `);
    const body = ts.isBlock(node.body)
      ? write(node.body).replace("{", `{ ${opened}`)
      : `{\n${indent}  ${lines(node.body)}\n${indent}}`;
    return isPlainFunction ? `function (${parameters}) ${body}` : `(${parameters}) => ${body}`;
  };

  const bracketed = (node: ts.Expression): string =>
    isPlain(node) ? write(node) : enclosed(write(node));

  /** Of the line on which it begins. */
  const indentOf = (node: ts.Node): string => {
    const start = node.getStart(file);
    return /^[ \t]*/.exec(source.slice(source.lastIndexOf("\n", start - 1) + 1, start))![0];
  };

  // Without the remark at the top, in which an example says what it is.
  return `${copy(file).trim()}\n`;
}

/** A few named values, and no table that is gone through in its order. */
function isRecord({ properties }: ts.ObjectLiteralExpression): boolean {
  return (
    properties.length <= 4 &&
    properties.every(
      (one) =>
        ts.isShorthandPropertyAssignment(one) ||
        (ts.isPropertyAssignment(one) &&
          ts.isIdentifier(one.name) &&
          !ts.isFunctionLike(one.initializer)),
    )
  );
}

type Step = ts.ReturnStatement | ts.ExpressionStatement | ts.VariableStatement;

/**
 * The part of a statement that is computed before all others, and is more than a name or a number.
 */
function firstStep(
  whole: ts.Expression,
  replaced: ReadonlyMap<ts.Node, string>,
): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  for (
    let node: ts.Expression | undefined = whole;
    node !== undefined;
    node = nextInside(node, (part) => isPlain(part) || replaced.has(part))
  ) {
    if (
      node !== whole &&
      !isPlain(node) &&
      !replaced.has(node) &&
      !ts.isFunctionLike(node) &&
      !ts.isSpreadElement(node)
    )
      found = node;
  }
  return found;
}

function nextInside(
  node: ts.Expression,
  isDone: (part: ts.Expression) => boolean,
): ts.Expression | undefined {
  if (isDone(node)) return undefined;
  if (ts.isParenthesizedExpression(node)) return node.expression;
  if (ts.isConditionalExpression(node)) return node.condition;
  if (ts.isArrayLiteralExpression(node))
    return node.elements.find((element) => !isDone(element) && !ts.isFunctionLike(element));
  if (ts.isObjectLiteralExpression(node))
    return node.properties
      .map((one) => (ts.isPropertyAssignment(one) ? one.initializer : undefined))
      .find((value) => value !== undefined && !isDone(value) && !ts.isFunctionLike(value));
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind >= Kind.FirstAssignment && kind <= Kind.LastAssignment)
      return isDone(node.left) ? node.right : undefined;
    const isLogical =
      kind === Kind.AmpersandAmpersandToken ||
      kind === Kind.BarBarToken ||
      kind === Kind.QuestionQuestionToken;
    return !isDone(node.left) || isLogical ? node.left : node.right;
  }
  if (ts.isCallExpression(node)) {
    if (node.questionDotToken !== undefined) return undefined;
    const target =
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.questionDotToken === undefined
        ? node.expression.expression
        : node.expression;
    if (!isDone(target)) return target === node.expression ? undefined : target;
    return node.arguments.find((argument) => !isDone(argument) && !ts.isFunctionLike(argument));
  }
  return undefined;
}

function holdsContinue(node: ts.Node): boolean {
  return (
    ts.isContinueStatement(node) ||
    (ts.forEachChild(node, (child) => holdsContinue(child) || undefined) ?? false)
  );
}

/** In brackets, unless it is. */
function enclosed(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")") depth -= 1;
    if (depth === 0 && i < text.length - 1) return `(${text})`;
  }
  return text;
}

/** Can be evaluated twice, or in another order, without a difference. */
function isPlain(node: ts.Node): boolean {
  if (ts.isIdentifier(node) || ts.isNumericLiteral(node) || ts.isStringLiteral(node)) return true;
  if (ts.isPropertyAccessExpression(node))
    return node.questionDotToken === undefined && isPlain(node.expression);
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node))
    return isPlain(node.expression);
  return (
    ts.isElementAccessExpression(node) &&
    node.questionDotToken === undefined &&
    isPlain(node.expression) &&
    isPlain(node.argumentExpression)
  );
}

/** Nothing reads its value. */
function isForItsEffect(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isExpressionStatement(parent) ||
    (ts.isForStatement(parent) && (parent.incrementor === node || parent.initializer === node))
  );
}
