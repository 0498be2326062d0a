// Writes a TypeScript type as text that is equal for equal types. Names that are declared nearby
// are replaced by their types. Spaces, the order of fields and alternatives, and names of inner
// parameters do not matter.

import { parse } from "@babel/parser";
import type {
  ArrowFunctionExpression,
  File,
  FunctionDeclaration,
  FunctionExpression,
  Node,
  TSDeclareFunction,
  TSFunctionType,
  TSType,
  TSTypeAnnotation,
} from "@babel/types";

/** A declared type, and the names of its type parameters (Merge<Piece>). */
interface TypeDeclaration {
  parameters: string[];
  node: TSType | { fields: Node[]; bases: string[] };
  source: string;
}
export type TypeScope = Map<string, TypeDeclaration>;

export interface Signature {
  parameters: { name: string; type: string; isOptional: boolean }[];
  /** "" if there is no annotation. */
  result: string;
}

/** The field has different names in different releases of the parser. */
interface TypeArguments {
  typeArguments?: { params: TSType[] } | null;
  typeParameters?: { params: TSType[] } | null;
}

export type FunctionNode =
  | FunctionDeclaration
  | TSDeclareFunction
  | ArrowFunctionExpression
  | FunctionExpression
  | TSFunctionType;

/** The fields of a function type have different names in different releases of the parser. */
export function readFunctionParts(node: FunctionNode): {
  params: Node[];
  returnType: TSTypeAnnotation | undefined;
} {
  const { params, parameters, returnType, typeAnnotation } = node as {
    params?: Node[];
    parameters?: Node[];
    returnType?: unknown;
    typeAnnotation?: unknown;
  };
  return {
    params: params ?? parameters ?? [],
    returnType: (returnType ?? typeAnnotation ?? undefined) as TSTypeAnnotation | undefined,
  };
}

/** undefined if it cannot be parsed. Errors that the parser can recover from are ignored. */
export function parseTypeScript(source: string): File | undefined {
  try {
    return parse(source, {
      sourceType: "module",
      plugins: ["typescript"],
      errorRecovery: true,
      attachComment: false,
    });
  } catch {
    return undefined;
  }
}

export function addDeclarations(scope: TypeScope, file: File, source: string): void {
  for (const statement of file.program.body) {
    const node: Node | null | undefined =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (node?.type !== "TSTypeAliasDeclaration" && node?.type !== "TSInterfaceDeclaration")
      continue;
    if (scope.has(node.id.name)) continue;
    const parameters =
      (node.typeParameters as { params?: { name: unknown }[] } | null | undefined)?.params?.map(
        ({ name }) => readName(name),
      ) ?? [];
    if (node.type === "TSTypeAliasDeclaration")
      scope.set(node.id.name, { parameters, node: node.typeAnnotation, source });
    else {
      const bases = (node.extends ?? []).map((base) => source.slice(base.start!, base.end!));
      scope.set(node.id.name, { parameters, node: { fields: node.body.body, bases }, source });
    }
  }
}

function readName(name: unknown): string {
  return typeof name === "string" ? name : (name as { name: string }).name;
}

/** A parameter without its default value or dots. */
function selectPattern(parameter: Node): Node {
  if (parameter.type === "AssignmentPattern") return parameter.left;
  return parameter.type === "RestElement" ? parameter.argument : parameter;
}

export class TypeWriter {
  readonly #scope: TypeScope;

  constructor(scope: TypeScope) {
    this.#scope = scope;
  }

  /** For a function declaration, an arrow function or a function type. */
  signature(node: FunctionNode, source: string): Signature {
    const { params, returnType } = readFunctionParts(node);
    const parameters = params.map((parameter) => {
      const named = selectPattern(parameter) as {
        name?: string;
        optional?: boolean | null;
        typeAnnotation?: TSTypeAnnotation | null;
      };
      const annotation =
        (parameter as { typeAnnotation?: TSTypeAnnotation | null }).typeAnnotation ??
        named.typeAnnotation;
      const type = this.#annotated(annotation, source, new Map(), []);
      return {
        name: named.name ?? "",
        type: parameter.type === "RestElement" ? `...${type}` : type,
        isOptional: named.optional === true || parameter.type === "AssignmentPattern",
      };
    });
    return { parameters, result: this.#annotated(returnType, source, new Map(), []) };
  }

  #annotated(
    annotation: TSTypeAnnotation | null | undefined,
    source: string,
    given: Map<string, string>,
    open: string[],
  ): string {
    return annotation === null || annotation === undefined
      ? ""
      : this.#write(annotation.typeAnnotation, source, given, open);
  }

  /**
   * `given`: the types of type parameters. `open`: names that are being replaced, so that a
   * recursive type comes to an end.
   */
  #write(node: TSType, source: string, given: Map<string, string>, open: string[]): string {
    const write = (inner: TSType) => this.#write(inner, source, given, open);
    const list = (nodes: readonly Node[]) =>
      nodes.map((one) =>
        write((one.type === "TSNamedTupleMember" ? one.elementType : one) as TSType),
      );
    switch (node.type) {
      case "TSParenthesizedType":
        return write(node.typeAnnotation);
      case "TSArrayType":
        return `Array<${write(node.elementType)}>`;
      case "TSTupleType":
        return `[${list(node.elementTypes).join(",")}]`;
      case "TSUnionType":
        return [...new Set(list(node.types))].sort().join("|");
      case "TSTypeLiteral":
        return this.#fields(node.members, source, given, open);
      case "TSTypeOperator":
        return node.operator === "readonly"
          ? write(node.typeAnnotation)
          : this.#plain(node, source);
      case "TSFunctionType": {
        const { parameters, result } = this.signature(node, source);
        return `(${parameters.map(({ type, isOptional }) => `${type}${isOptional ? "?" : ""}`).join(",")})=>${result}`;
      }
      case "TSTypeReference":
        return this.#reference(this.#plain(node.typeName, source), node, source, given, open);
      default:
        return this.#plain(node, source);
    }
  }

  #reference(
    name: string,
    node: TypeArguments,
    source: string,
    given: Map<string, string>,
    open: string[],
  ): string {
    const args = ((node.typeArguments ?? node.typeParameters)?.params ?? []).map((one) =>
      this.#write(one, source, given, open),
    );
    const known = given.get(name);
    if (known !== undefined) return known;
    if (name === "ReadonlyArray") return `Array<${args.join(",")}>`;
    const declared = open.includes(name) ? undefined : this.#scope.get(name);
    if (declared === undefined) return args.length === 0 ? name : `${name}<${args.join(",")}>`;
    const inside = new Map(
      declared.parameters.map((parameter, i) => [parameter, args[i] ?? parameter]),
    );
    const next = [...open, name];
    if (!("fields" in declared.node))
      return this.#write(declared.node, declared.source, inside, next);
    const own = this.#fields(declared.node.fields, declared.source, inside, next);
    const bases = declared.node.bases.map((base) =>
      this.#reference(base, {}, declared.source, inside, next),
    );
    return bases.length === 0
      ? own
      : `{${[own, ...bases]
          .flatMap((text) => text.replace(/^\{|\}$/g, "").split(";"))
          .filter((field) => field !== "")
          .sort()
          .join(";")}}`;
  }

  #fields(
    members: readonly Node[],
    source: string,
    given: Map<string, string>,
    open: string[],
  ): string {
    const fields = members.map((member) => {
      if (member.type !== "TSPropertySignature") return this.#plain(member, source);
      const { key, optional, typeAnnotation } = member;
      const name = `${this.#plain(key, source)}${optional === true ? "?" : ""}`;
      return `${name}:${this.#annotated(typeAnnotation, source, given, open)}`;
    });
    return `{${fields.sort().join(";")}}`;
  }

  #plain(node: Node, source: string): string {
    return source
      .slice(node.start!, node.end!)
      .replace(/\s+/g, "")
      .replaceAll("'", '"')
      .replace(/[;,]$/, "");
  }
}
