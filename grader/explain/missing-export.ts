// Explains missing exports by what the student may have written instead: a name in another case or
// with a typo, a default export, a function without `export`, or `module.exports = function`.

import type { ExerciseManifest } from "../pack/schema.ts";
import type { Message } from "../report.ts";
import type { CompileProblem } from "../slots/protocol/compile-problem.ts";

/**
 * case: exported in another case. typo: exported under a similar name. default: as the default
 * export. type: exported, but not a function. declared: declared, but not exported.
 */
type MissingHint = "case" | "typo" | "default" | "type" | "declared" | "none";

/** One message for each missing export, or a single one if the module itself is a function. */
export function explainMissingExports(
  wanted: ExerciseManifest["exports"],
  { names, exported }: CompileProblem,
  source: string,
): Message[] {
  if (exported.some(([name, type]) => name === "" && type === "function"))
    return [{ code: "compile.function-module", params: { names: names.join(", ") } }];
  const others = exported.filter(([name]) => !wanted.some((one) => one.name === name));
  return names.map((name) => {
    const signature = wanted.find((one) => one.name === name)?.signature ?? "";
    const { hint, near } = explainMissing(name, exported, others, source);
    return { code: "compile.missing-export", params: { name, signature, hint, near } };
  });
}

function explainMissing(
  name: string,
  exported: CompileProblem["exported"],
  others: CompileProblem["exported"],
  source: string,
): { hint: MissingHint; near: string } {
  const own = exported.find(([other]) => other === name);
  if (own !== undefined) return { hint: "type", near: own[1] };
  const functions = others.filter(([, type]) => type === "function").map(([other]) => other);
  const sameLetters = functions.find((other) => bare(other) === bare(name));
  if (sameLetters !== undefined) return { hint: "case", near: sameLetters };
  const near = findNearestName(
    name,
    functions.filter((other) => other !== "default"),
  );
  if (near !== undefined) return { hint: "typo", near };
  if (isDeclared(name, source)) return { hint: "declared", near: name };
  return functions.includes("default")
    ? { hint: "default", near: "default" }
    : { hint: "none", near: "" };
}

/** countParameters, count_parameters and CountParameters are the same name to a student. */
function bare(name: string): string {
  return name.replaceAll(/[_$]/g, "").toLowerCase();
}

/** A prefix of at least this many letters counts as an abbreviation of the name. */
const MIN_PREFIX = 4;

function findNearestName(name: string, others: string[]): string | undefined {
  const wanted = bare(name);
  const isPart = (other: string) =>
    Math.min(other.length, wanted.length) >= MIN_PREFIX &&
    (wanted.startsWith(other) || other.startsWith(wanted));
  const allowed = Math.max(1, Math.floor(wanted.length / 4));
  let best: { other: string; distance: number } | undefined;
  for (const other of others) {
    const distance = isPart(bare(other)) ? 1 : editDistance(wanted, bare(other));
    if (distance <= allowed && (best === undefined || distance < best.distance))
      best = { other, distance };
  }
  return best?.other;
}

/**
 * How many letters must be inserted, deleted, replaced, or swapped with their neighbour to turn `a`
 * into `b` (optimal string alignment distance).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

function isDeclared(name: string, source: string): boolean {
  const escaped = name.replaceAll("$", "\\$&");
  return new RegExp(
    `^[ \\t]*(?:async )?(?:function\\*? *|const |let |var |class )${escaped}\\b`,
    "m",
  ).test(source);
}
