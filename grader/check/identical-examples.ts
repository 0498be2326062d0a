// Two examples of a folder are two programs: not the same one with other names, spaces, comments or
// types.

import { parse } from "@babel/parser";
import type { Identifier, Node } from "@babel/types";
import { transform } from "esbuild";
import type { Exercise } from "../pack/exercise.ts";
import { type Finding, bindFinding } from "./finding.ts";

export async function checkIdenticalExamples(exercise: Exercise): Promise<Finding[]> {
  const finding = bindFinding(exercise);
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { folder, fileName, source } of exercise.examples) {
    const path = `${folder}/${fileName}`;
    const essence = await essenceOf(source);
    const same = essence === undefined ? undefined : seen.get(`${folder} ${essence}`);
    if (same !== undefined)
      findings.push(
        finding("example-identical", `submissions/${path}`, { other: same }, { line: 1 }),
      );
    else if (essence !== undefined) seen.set(`${folder} ${essence}`, path);
  }
  return findings;
}

/** undefined for what does not parse (an example of a compile error, say) or does nothing. */
async function essenceOf(source: string): Promise<string | undefined> {
  try {
    const { code } = await transform(source, {
      loader: "ts",
      format: "esm",
      minify: true,
      legalComments: "none",
      tsconfigRaw: {},
      logLevel: "silent",
    });
    return code.trim() === "" ? undefined : renameLocals(code);
  } catch {
    return undefined;
  }
}

/**
 * The minifier gives the shortest names to the letters that are most frequent in a text: numbers in
 * the order of appearance depend on nothing.
 */
function renameLocals(code: string): string {
  const declared = new Set<string>();
  const names: Identifier[] = [];
  visit(parse(code, { sourceType: "module" }).program, (node, role) => {
    if (node.type !== "Identifier" || role === "property") return;
    if (role === "binding") declared.add(node.name);
    names.push(node);
  });
  const numbers = new Map<string, number>();
  let text = "";
  let at = 0;
  for (const { name, start, end } of names
    .filter((one) => declared.has(one.name))
    .sort((a, b) => a.start! - b.start!)) {
    if (start! < at) continue;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    text += `${code.slice(at, start!)}$${number}`;
    at = end!;
  }
  return text + code.slice(at);
}

type Role = "binding" | "property" | "other";

/** What an identifier is, by the key under which its parent holds it. */
function roleOf(parent: Node, key: string, inherited: Role): Role {
  if ((key === "property" || key === "key") && !("computed" in parent && parent.computed))
    return "property";
  if (key === "exported" || key === "imported" || key === "label") return "property";
  if (
    (key === "id" || key === "params" || key === "param" || key === "local") &&
    parent.type !== "ExportSpecifier"
  )
    return "binding";
  // Inside a pattern everything but defaults and keys is a name that it declares.
  const isPattern =
    /Pattern$|^RestElement$/.test(parent.type) ||
    (inherited === "binding" && parent.type === "ObjectProperty");
  return inherited === "binding" && isPattern && key !== "right" ? "binding" : "other";
}

function visit(node: Node, see: (node: Node, role: Role) => void, role: Role = "other"): void {
  see(node, role);
  for (const [key, value] of Object.entries(node)) {
    if (key === "loc" || key.endsWith("Comments")) continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) visit(child, see, roleOf(node, key, role));
  }
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}
