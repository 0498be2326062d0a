// Decides whether a text is plain JavaScript. Errors about missing types ("implicitly has an 'any'
// type") help those who write types. Nobody else can act on them, so they are left out for a text
// without any type syntax; all other type errors stay.

import type typescript from "typescript-js";

type Node = typescript.Node;

/** Whether anything in the file is TypeScript only: a type, a declaration of one, a modifier. */
export function hasTypeSyntax(ts: typeof typescript, file: typescript.SourceFile): boolean {
  const only = new Set(listTypeScriptKinds(ts));
  // A list instead of recursion: the text is untrusted and may be deeply nested.
  const waiting: Node[] = [file];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (only.has(node.kind) || isType(ts, node) || isMarked(ts, node)) return true;
    ts.forEachChild(node, (child) => void waiting.push(child));
  }
  return false;
}

function listTypeScriptKinds({ SyntaxKind: kinds }: typeof typescript): typescript.SyntaxKind[] {
  return [
    kinds.InterfaceDeclaration,
    kinds.TypeAliasDeclaration,
    kinds.EnumDeclaration,
    kinds.ModuleDeclaration,
    kinds.TypeParameter,
    kinds.IndexSignature,
    kinds.AsExpression,
    kinds.SatisfiesExpression,
    kinds.NonNullExpression,
    kinds.TypeAssertionExpression,
    kinds.ImportEqualsDeclaration,
    kinds.AbstractKeyword,
    kinds.DeclareKeyword,
    kinds.OverrideKeyword,
    kinds.PrivateKeyword,
    kinds.ProtectedKeyword,
    kinds.PublicKeyword,
    kinds.ReadonlyKeyword,
  ];
}

function isType(ts: typeof typescript, node: Node): boolean {
  // TypeScript counts the B of "class A extends B" as a type. It is one after "implements", and if
  // it has type arguments, which are children.
  if (ts.isExpressionWithTypeArguments(node))
    return (
      ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ImplementsKeyword
    );
  return ts.isTypeNode(node);
}

/** `x?`, `x!: …`, a function without a body, `import type`. */
function isMarked(ts: typeof typescript, node: Node): boolean {
  if (ts.isParameter(node)) return node.questionToken !== undefined;
  if (ts.isPropertyDeclaration(node))
    return node.questionToken !== undefined || node.exclamationToken !== undefined;
  if (ts.isVariableDeclaration(node)) return node.exclamationToken !== undefined;
  if (ts.isFunctionDeclaration(node)) return node.body === undefined;
  if (ts.isMethodDeclaration(node))
    return node.body === undefined || node.questionToken !== undefined;
  if (ts.isImportClause(node)) return node.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(node) || ts.isImportSpecifier(node) || ts.isExportSpecifier(node))
    return node.isTypeOnly;
  return false;
}
