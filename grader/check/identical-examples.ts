// The examples of a folder must be different programs, not the same one with other names, spaces,
// comments or types.

import { parse } from "@babel/parser";
import type { Identifier, Node } from "@babel/types";
import { transform } from "esbuild";
import type { Exercise } from "../pack/exercise.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { isNode } from "./syntax-tree.ts";

export async function checkIdenticalExamples(exercise: Exercise): Promise<Finding[]> {
  const finding = bindFinding(exercise);
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { folder, fileName, source } of exercise.examples) {
    const path = `${folder}/${fileName}`;
    const minified = await minify(source);
    const same = minified === undefined ? undefined : seen.get(`${folder} ${minified}`);
    if (same !== undefined)
      findings.push(
        finding("example-identical", `submissions/${path}`, { other: same }, { line: 1 }),
      );
    else if (minified !== undefined) seen.set(`${folder} ${minified}`, path);
  }
  return findings;
}

/** undefined if it does not parse (an example of a compile error, say) or is empty. */
async function minify(source: string): Promise<string | undefined> {
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
 * Replaces local names by numbers, in the order of appearance. The minifier's own short names would
 * depend on which letters are frequent in the text.
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

/** The role of an identifier, by its key in the parent node. */
function findRole(parent: Node, key: string, inherited: Role): Role {
  if ((key === "property" || key === "key") && !("computed" in parent && parent.computed))
    return "property";
  if (key === "exported" || key === "imported" || key === "label") return "property";
  if (
    (key === "id" || key === "params" || key === "param" || key === "local") &&
    parent.type !== "ExportSpecifier"
  )
    return "binding";
  // In a pattern, every identifier except defaults and keys declares a name.
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
      if (isNode(child)) visit(child, see, findRole(node, key, role));
  }
}
