// Finds the exports that a submission has not written yet: their text is that of the starter. A
// failing test names those that it calls.

import type { ExerciseManifest } from "../pack/schema.ts";

/**
 * Names of the exports whose function is the starter's, apart from comments and white space. One that
 * calls another function of the starter may be complete; that one is to be written.
 */
export function findUntouched(
  starter: string,
  source: string,
  exports: ExerciseManifest["exports"],
): string[] {
  const written = removeLayout(source);
  const isSame = (text: string) => written.includes(removeLayout(text));
  const changed = listInner(starter).filter((name) => !isSame(selectFunction(starter, name) ?? ""));
  return exports.flatMap(({ name }) => {
    const text = selectFunction(starter, name);
    if (text === undefined || !isSame(text)) return [];
    return changed.some((inner) => hasCall(removeComments(text), inner)) ? [] : [name];
  });
}

/** Names of the functions that are not exported. */
function listInner(text: string): string[] {
  return [...text.matchAll(/^(?:function|const) ([A-Za-z_$][\w$]*)/gm)].map(([, name]) => name!);
}

/**
 * Those of `untouched` that the failing call needs: itself, an earlier call whose result it gets, or
 * one that its function calls. `name`, `code`: of the call.
 */
export function selectCalled(
  untouched: string[],
  source: string,
  name: string,
  code: string,
): string[] {
  if (untouched.includes(name)) return [name];
  const written = removeComments(selectFunction(source, name) ?? "");
  return untouched.filter((one) => hasCall(code, one) || hasCall(written, one));
}

function hasCall(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}\\s*\\(`).test(text);
}

/** From `export function name` to the brace that closes it, which begins a line. */
function selectFunction(starter: string, name: string): string | undefined {
  const lines = starter.split("\n");
  const head = new RegExp(
    `^(?:export )?(?:function|const) ${name.replaceAll("$", "\\$")}(?![\\w$])`,
  );
  const from = lines.findIndex((line) => head.test(line));
  if (from < 0) return undefined;
  const length = lines.slice(from).findIndex((line) => line.startsWith("}"));
  return length < 0 ? undefined : lines.slice(from, from + length + 1).join("\n");
}

/** Both texts are read the same way, so it does not matter that a string may look like a comment. */
function removeLayout(text: string): string {
  return removeComments(text).replaceAll(/\s+/g, "");
}

function removeComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "");
}
