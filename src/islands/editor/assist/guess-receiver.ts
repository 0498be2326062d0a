// Guesses what stands before a dot from the text alone, without types: a global, a literal, or a name
// whose declaration says what it is. The type checker knows better; this is for when it is busy, and
// for what needs no type checker.

import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { StandardNames } from "../../../../grader/doors/type-errors.ts";

type SyntaxNode = ReturnType<typeof syntaxTree>["topNode"];

export interface Receiver {
  names: StandardNames["globals"];
  /** Nothing else can stand there, so the type checker need not be asked. */
  isCertain: boolean;
}

/** The types whose values have the members of Float64Array, but for details. */
const TYPED_ARRAY = /^(?:Big)?(?:Float|Int|Uint)\d+(?:Clamped)?Array$/;
const LITERALS: Record<string, string> = {
  ArrayExpression: "Array",
  String: "String",
  TemplateString: "String",
  RegExp: "RegExp",
};

/** `dot`: the place of the dot. undefined if nothing can be guessed. */
export function guessReceiver(
  state: EditorState,
  dot: number,
  { statics, members }: StandardNames,
): Receiver | undefined {
  const node = findExpressionBefore(state, dot);
  if (node === undefined) return undefined;
  const literal = typeOfValue(state, node);
  if (literal !== undefined && members[literal] !== undefined)
    return { names: members[literal], isCertain: true };
  if (node.name !== "VariableName") return undefined;
  const name = state.sliceDoc(node.from, node.to);
  const definition = findDefinition(state, name, dot);
  if (definition === undefined)
    return statics[name] === undefined ? undefined : { names: statics[name], isCertain: true };
  const type = typeOfDefinition(state, definition);
  return type === undefined || members[type] === undefined
    ? undefined
    : { names: members[type], isCertain: false };
}

/** The largest expression that ends at the dot. */
function findExpressionBefore(state: EditorState, dot: number): SyntaxNode | undefined {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(dot, -1);
  if (node.to !== dot) return undefined;
  while (node.parent?.to === dot) node = node.parent;
  return node;
}

/** Of several definitions with the name, the last one before the place. */
function findDefinition(state: EditorState, name: string, before: number): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  syntaxTree(state).iterate({
    to: before,
    enter: (node) => {
      if (node.name === "VariableDefinition" && state.sliceDoc(node.from, node.to) === name)
        found = node.node;
    },
  });
  return found;
}

/** Of `xs: number[]`, of `xs = []`, and of a parameter. */
function typeOfDefinition(state: EditorState, definition: SyntaxNode): string | undefined {
  const next = definition.nextSibling;
  if (next?.name === "TypeAnnotation")
    return readType(state.sliceDoc(next.from, next.to).replace(/^\s*:/, ""));
  const value = next?.name === "Equals" ? next.nextSibling : null;
  return value === null || value === undefined ? undefined : typeOfValue(state, value);
}

function readType(text: string): string | undefined {
  const type = text.trim();
  if (type.includes("|") || type.includes("=>")) return undefined;
  if (type.endsWith("[]")) return "Array";
  const [name = ""] = /^\w+/.exec(type) ?? [];
  if (name === "string" || name === "number") return name === "string" ? "String" : "Number";
  if (TYPED_ARRAY.test(name)) return "Float64Array";
  return name === "" ? undefined : name.replace(/^Readonly(?=Array$|Map$|Set$)/, "");
}

function typeOfValue(state: EditorState, node: SyntaxNode): string | undefined {
  if (node.name !== "NewExpression") return LITERALS[node.name];
  const callee = node.getChild("VariableName");
  return callee === null ? undefined : readType(state.sliceDoc(callee.from, callee.to));
}
