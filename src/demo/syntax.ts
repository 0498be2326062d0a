// Questions that restyle.ts asks about a piece of syntax.

import ts from "typescript-js";

const { SyntaxKind: Kind } = ts;

/** An object with a few named values, not a table whose order could matter. */
export function isRecord({ properties }: ts.ObjectLiteralExpression): boolean {
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

export type Step = ts.ReturnStatement | ts.ExpressionStatement | ts.VariableStatement;

/** A statement whose first step can get a line, and a name, of its own. */
export function isStep(node: ts.Node): node is Step {
  return (
    ts.isBlock(node.parent ?? node) &&
    ((ts.isReturnStatement(node) && node.expression !== undefined) ||
      ts.isExpressionStatement(node) ||
      (ts.isVariableStatement(node) && node.declarationList.declarations.length === 1))
  );
}

/**
 * The part of a statement that is computed before all others, unless that is a name or a number.
 */
export function findFirstStep(
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

export function hasContinue(node: ts.Node): boolean {
  return (
    ts.isContinueStatement(node) ||
    (ts.forEachChild(node, (child) => hasContinue(child) || undefined) ?? false)
  );
}

/** The text in brackets; unchanged if it is in brackets already. */
export function encloseText(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")") depth -= 1;
    if (depth === 0 && i < text.length - 1) return `(${text})`;
  }
  return text;
}

/** Whether evaluating it twice, or in another order, makes no difference. */
export function isPlain(node: ts.Node): boolean {
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

/** Whether nothing reads its value. */
export function isForItsEffect(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isExpressionStatement(parent) ||
    (ts.isForStatement(parent) && (parent.incrementor === node || parent.initializer === node))
  );
}
