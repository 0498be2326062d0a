// Reads the result that a statement shows in a comment. The comment contains a value as JavaScript
// would print it. It may also use
//
//   0.2447…           digits that are cut off
//   [1, 2, …]         more elements, or more fields
//   1/3               a fraction
//   loss: 1           fields of the result, one per line, instead of { … }
//   1 + 2 = 3         a calculation
//   in words: 7       words, a colon, the value

import { parseExpression } from "@babel/parser";
import type { Expression, Node } from "@babel/types";
import type { Value } from "../isolate/codec.ts";

export type Shown =
  | {
      kind: "number";
      value: number;
      /** How far the actual value may be off, for digits cut off. */
      within: number;
      text: string;
    }
  | { kind: "plain"; value: Value }
  | { kind: "list"; items: Shown[]; isOpen: boolean }
  | { kind: "fields"; fields: Map<string, Shown>; isOpen: boolean };

/** undefined if the comment contains no value. */
export function readShown(comment: string): Shown | undefined {
  const text = comment.trim().replace(/[.。]$/, "");
  return readValue(text) ?? readFields(text) ?? readAfterWords(text);
}

function readValue(text: string): Shown | undefined {
  if (text === "") return undefined;
  const plain = text
    .replace(
      /(?<![\w.])(\d+(?:\.\d*)?)(?:…|\.\.\.(?!\d))/g,
      (_, digits: string) => `cut("${digits}")`,
    )
    .replace(/(?<=^|[[{,]\s*)(?:…|\.\.\.)(?=\s*(?:[\]},]|$))/g, "...rest");
  try {
    return toShown(
      parseExpression(plain, { plugins: ["typescript"], attachComment: false }),
      plain,
    );
  } catch {
    return undefined;
  }
}

/** Lines that start with a name and a colon; a value may continue on the next lines. */
function readFields(text: string): Shown | undefined {
  const fields = new Map<string, Shown>();
  let [name, value] = ["", ""];
  const add = (): boolean => {
    const shown = readValue(value.trim().replace(/,$/, ""));
    if (shown !== undefined) fields.set(name, shown);
    return shown !== undefined;
  };
  for (const line of text.split("\n")) {
    const [, next, rest] = /^\s*([A-Za-z_$][\w$]*):\s(.*)$/.exec(line) ?? [];
    if (next === undefined) value += `\n${line}`;
    else {
      if (name !== "" && !add()) return undefined;
      [name, value] = [next, rest!];
    }
    if (name === "") return undefined;
  }
  return add() ? { kind: "fields", fields, isOpen: true } : undefined;
}

function readAfterWords(text: string): Shown | undefined {
  if (text.includes("\n")) return undefined;
  // (1 + 2 + 6) / 3 = 3
  const parts = text.split(/ = | ≈ /);
  if (parts.length > 1 && parts.every((part) => readValue(part) !== undefined))
    return readValue(parts.at(-1)!);
  const at = Math.max(text.lastIndexOf(": "), text.lastIndexOf("："));
  return at < 0 ? undefined : readValue(text.slice(at + 1).trim());
}

function toShown(node: Expression, source: string): Shown {
  const number = readNumber(node);
  if (number !== undefined)
    return {
      kind: "number",
      ...number,
      text: source.slice(node.start!, node.end!).replace(/cut\("([^"]*)"\)/g, "$1…"),
    };
  switch (node.type) {
    case "StringLiteral":
    case "BooleanLiteral":
      return { kind: "plain", value: node.value };
    case "NullLiteral":
      return { kind: "plain", value: null };
    case "BigIntLiteral":
      return { kind: "plain", value: BigInt(String(node.value)) };
    case "TemplateLiteral":
      if (node.expressions.length === 0)
        return { kind: "plain", value: node.quasis[0]!.value.cooked ?? "" };
      break;
    case "Identifier":
      if (node.name === "undefined") return { kind: "plain", value: undefined };
      break;
    case "ArrayExpression": {
      const items = node.elements.filter((one) => one?.type !== "SpreadElement");
      return {
        kind: "list",
        items: items.map((one) =>
          one === null ? { kind: "plain", value: undefined } : toShown(one, source),
        ),
        isOpen: items.length < node.elements.length,
      };
    }
    case "ObjectExpression": {
      const fields = new Map<string, Shown>();
      for (const field of node.properties)
        if (field.type === "ObjectProperty")
          fields.set(readFieldName(field.key), toShown(field.value as Expression, source));
      return {
        kind: "fields",
        fields,
        isOpen: node.properties.some(({ type }) => type === "SpreadElement"),
      };
    }
  }
  throw new SyntaxError("not a value");
}

function readFieldName(key: Node): string {
  if (key.type === "Identifier") return key.name;
  if (key.type === "StringLiteral" || key.type === "NumericLiteral") return String(key.value);
  throw new SyntaxError("not a field");
}

function readNumber(node: Node): { value: number; within: number } | undefined {
  if (node.type === "NumericLiteral") return { value: node.value, within: 0 };
  if (node.type === "Identifier" && (node.name === "NaN" || node.name === "Infinity"))
    return { value: Number(node.name), within: 0 };
  if (
    node.type === "CallExpression" &&
    node.callee.type === "Identifier" &&
    node.callee.name === "cut" &&
    node.arguments[0]?.type === "StringLiteral"
  ) {
    const digits = node.arguments[0].value;
    return { value: Number(digits), within: 10 ** -(digits.split(".")[1]?.length ?? 0) };
  }
  if (node.type === "UnaryExpression" && (node.operator === "-" || node.operator === "+")) {
    const inner = readNumber(node.argument);
    return inner && { ...inner, value: node.operator === "-" ? -inner.value : inner.value };
  }
  if (node.type !== "BinaryExpression") return undefined;
  const [left, right] = [readNumber(node.left), readNumber(node.right)];
  if (left === undefined || right === undefined) return undefined;
  const calculate: Record<string, (a: number, b: number) => number> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "**": (a, b) => a ** b,
  };
  const value = calculate[node.operator]?.(left.value, right.value);
  return value === undefined ? undefined : { value, within: left.within + right.within };
}
