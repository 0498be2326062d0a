// Finds the exports that a submission has not written yet: their text is that of the starter.

import type { ExerciseManifest } from "../pack/schema.ts";

/** Names of the exports whose function is the starter's, apart from comments and white space. */
export function findUntouched(
  starter: string,
  source: string,
  exports: ExerciseManifest["exports"],
): string[] {
  const written = removeLayout(source);
  return exports.flatMap(({ name }) => {
    const text = selectFunction(starter, name);
    return text !== undefined && written.includes(removeLayout(text)) ? [name] : [];
  });
}

/** From `export function name` to the brace that closes it, which begins a line. */
function selectFunction(starter: string, name: string): string | undefined {
  const lines = starter.split("\n");
  const head = new RegExp(`^export (?:function|const) ${name.replaceAll("$", "\\$")}(?![\\w$])`);
  const from = lines.findIndex((line) => head.test(line));
  if (from < 0) return undefined;
  const length = lines.slice(from).findIndex((line) => line.startsWith("}"));
  return length < 0 ? undefined : lines.slice(from, from + length + 1).join("\n");
}

/** Both texts are read the same way, so it does not matter that a string may look like a comment. */
function removeLayout(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*|\s+/g, "");
}
