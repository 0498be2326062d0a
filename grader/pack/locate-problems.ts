// Adds line numbers to problems. A problem that was found by comparing values knows its key; the
// line of that key is looked up in the file's text.

import { readText } from "./files.ts";
import { createLocator, type Locate } from "./text-places.ts";
import type { Problem } from "./problem.ts";

/** Changes `problems` in place, and returns them. */
export function locateProblems(folder: string, prefix: string, problems: Problem[]): Problem[] {
  const locators = new Map<string, Locate>();
  for (const one of problems) {
    if (one.line > 0 || one.key === "" || !/\.(?:yaml|json)$/.test(one.file)) continue;
    const locate =
      locators.get(one.file) ??
      createLocator(readText(folder, one.file.slice(prefix.length), "", []) ?? "");
    locators.set(one.file, locate);
    one.line = locate(parseKey(one)).line;
  }
  return problems;
}

/**
 * "groups[2].points" as ["groups", 2, "points"]. In submissions.yaml the first part of a key is a
 * file name, which contains dots.
 */
function parseKey({ file, key }: Problem): PropertyKey[] {
  if (file.endsWith("submissions.yaml")) {
    const [, example, rest] = /^([a-z_]+\/[^/]+\.(?:ts|js))(?:\.(.*))?$/.exec(key) ?? [];
    if (example !== undefined)
      return rest === undefined ? [example] : [example, ...rest.split(".")];
  }
  return key
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
