// Submissions with two mistakes, made from two wrong examples of one exercise.

import { applyPatch, structuredPatch } from "diff";
import type { Exercise } from "../../grader/doors/packs.ts";

export interface MixedPair {
  /** File names of the two examples. */
  names: [string, string];
  source: string;
}

type Example = Exercise["examples"][number];

/**
 * Every pair that can be merged line by line: both examples differ from an accepted one in separate
 * lines, or from each other in two separate places. In the second case one of the two results is
 * accepted, and the other has both mistakes.
 */
export function mixPairs(exercise: Exercise): MixedPair[] {
  const ofFolder = (folder: Example["folder"]) =>
    exercise.examples.filter((example) => example.folder === folder);
  const accepted = ofFolder("accepted");
  const wrong = ofFolder("wrong_answer");
  const pairs: MixedPair[] = [];
  for (const [i, a] of wrong.entries())
    for (const b of wrong.slice(i + 1))
      for (const source of mixSources(a, b, accepted))
        pairs.push({ names: [a.fileName, b.fileName], source });
  return pairs;
}

/** Programs that differ in more lines are different programs, not one with a mistake. */
const MAX_CHANGED_LINES = 40;

function mixSources(a: Example, b: Example, accepted: Example[]): string[] {
  const [first, second] = [readBody(a), readBody(b)];
  for (const base of accepted.map(readBody)) {
    const patch = findPatch(base, first);
    if (countLines(patch) > MAX_CHANGED_LINES) continue;
    if (countLines(findPatch(base, second)) > MAX_CHANGED_LINES) continue;
    const merged = applyPatch(second, patch);
    if (merged !== false && merged !== first && merged !== second) return [merged];
  }
  const between = findPatch(first, second);
  if (between.hunks.length !== 2) return [];
  return between.hunks.flatMap((hunk) => {
    const half = applyPatch(first, { ...between, hunks: [hunk] });
    return half === false ? [] : [half];
  });
}

/** Without the first line, which describes the example. */
function readBody({ source }: Example): string {
  return source.slice(source.indexOf("\n") + 1);
}

type Patch = ReturnType<typeof findPatch>;

function findPatch(from: string, to: string) {
  return structuredPatch("a", "b", from, to, "", "", { context: 1 });
}

function countLines({ hunks }: Patch): number {
  return hunks.flatMap(({ lines }) => lines).filter((line) => /^[+-]/.test(line)).length;
}
