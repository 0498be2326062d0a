// Mutants that Stryker does not make: changed numeric constants (one more, one less, doubled, zero,
// negated) and swapped indices (a[j][i] for a[i][j]).

import { parse } from "@babel/parser";
import type { Node } from "@babel/types";
import { isNode } from "../syntax-tree.ts";
import { type Mutant, SWITCH } from "./mutant.ts";

/** Replaces source[start..end] by `write(text)`. `text` already contains the changes inside it. */
interface Change {
  start: number;
  end: number;
  write: (inner: string) => string;
}

export function mutateConstants(source: string): { mutants: Mutant[]; source: string } {
  const tree = parse(source, { sourceType: "module", plugins: ["typescript"] });
  const mutants: Mutant[] = [];
  const changes: Change[] = [];
  const add = (node: Node, to: string): string => {
    const { line, column } = node.loc!.start;
    const key = String(mutants.length);
    mutants.push({
      program: "constants",
      key,
      line,
      column: column + 1,
      from: source.slice(node.start!, node.end!),
      to,
    });
    return `${SWITCH}===${JSON.stringify(key)}`;
  };
  visit(tree.program, (node) => {
    const variants = constantVariants(node);
    if (variants.length > 0) {
      const tests = variants.map((to) => `${add(node, to)}?${to}:`).join("");
      changes.push({ start: node.start!, end: node.end!, write: (inner) => `(${tests}${inner})` });
    }
    const pair = indexPair(node);
    if (pair === undefined) return;
    const [first, second] = pair.map((index) => source.slice(index.start!, index.end!)) as [
      string,
      string,
    ];
    if (first === second) return;
    const before = source.slice(node.start!, pair[0].start!);
    const middle = source.slice(pair[0].end!, pair[1].start!);
    const after = source.slice(pair[1].end!, node.end!);
    const swapped = `${before}${second}${middle}${first}${after}`;
    const isOn = add(node, swapped);
    // Inside the brackets, since the whole expression may be assigned to.
    changes.push({
      start: pair[0].start!,
      end: pair[0].end!,
      write: (inner) => `${isOn}?(${second}):(${inner})`,
    });
    changes.push({
      start: pair[1].start!,
      end: pair[1].end!,
      write: (inner) => `${isOn}?(${first}):(${inner})`,
    });
  });
  return { mutants, source: apply(source, changes) };
}

/** Other values for a numeric literal. */
function constantVariants(node: Node): string[] {
  if (node.type === "BigIntLiteral") {
    const { value } = node;
    return others(value, [value + 1n, value - 1n, value * 2n, 0n, -value]).map(
      (other) => `${other}n`,
    );
  }
  if (node.type !== "NumericLiteral") return [];
  const { value } = node;
  return others(value, [value + 1, value - 1, value * 2, 0, -value]).map(String);
}

function others<T>(value: T, candidates: T[]): T[] {
  // 0 and -0 count as equal: a mutant that differs only in that proves nothing.
  return [...new Set(candidates)].filter((other) => other !== value);
}

/** The indices of a[i][j]. */
function indexPair(node: Node): [Node, Node] | undefined {
  if (node.type !== "MemberExpression" || !node.computed) return undefined;
  let inner: Node = node.object;
  while (inner.type === "TSNonNullExpression" || inner.type === "ParenthesizedExpression")
    inner = inner.expression;
  if (inner.type !== "MemberExpression" || !inner.computed) return undefined;
  return [inner.property, node.property];
}

/** Skips types and numeric property names, which are not executed. */
function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const [key, value] of Object.entries(node)) {
    if (
      key === "loc" ||
      key === "leadingComments" ||
      key === "trailingComments" ||
      key === "innerComments" ||
      key === "typeAnnotation" ||
      key === "typeParameters" ||
      key === "typeArguments" ||
      key === "returnType"
    )
      continue;
    if (key === "key" && "computed" in node && !node.computed) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child) && !/^TS(Type|Interface|Literal)/.test(child.type)) visit(child, see);
    }
  }
}

/** Changes may be nested but do not overlap otherwise. */
function apply(source: string, changes: Change[]): string {
  const sorted = changes.toSorted((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  const write = (start: number, end: number): string => {
    let text = "";
    let at = start;
    while (next < sorted.length && sorted[next]!.start < end) {
      const change = sorted[next++]!;
      text += source.slice(at, change.start) + change.write(write(change.start, change.end));
      at = change.end;
    }
    return text + source.slice(at, end);
  };
  return write(0, source.length);
}
