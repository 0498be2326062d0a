// Adds to the first wrong case of each visible group what its wrong numbers have in common, or that
// a function that it calls is not written yet. Uses the recorded call of the case.

import { isSameOutput } from "../compare/same-output.ts";
import type { GradedGroup } from "../graded-group.ts";
import { bindNames, type NameField, namePath } from "../output-fields.ts";
import { nameColumns } from "../output-rows.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import { readWrongCase } from "../patterns/align-numbers.ts";
import { findPattern } from "../patterns/find-pattern.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { CaseReport } from "../report.ts";
import { findUntouched, selectCalled } from "./untouched.ts";

/** More cases than this are not compared with a pattern. */
const MAX_CASES = 20;

/** `groups`: the visible ones, which ran with `seed`. `source`: the submission. */
export async function addPatterns(
  programs: PackPrograms,
  exercise: Exercise,
  seed: number,
  source: string,
  groups: GradedGroup[],
): Promise<void> {
  const failing = groups.filter(
    ({ report, judged }) => report.verdict !== "skipped" && judged.some(isFailing),
  );
  if (failing.length === 0) return;
  const untouched = findUntouched(exercise.starter, source, exercise.manifest.exports);
  for (const group of failing) {
    const first = group.judged.findIndex(isFailing);
    const shown = group.report.cases[first]!;
    const called = untouched.length === 0 ? [] : findCalled(shown, untouched, source);
    // Without a call, the same output as that of the starter says that nothing was written for it.
    const unwritten =
      called ?? ((await isLikeStarter(programs, exercise, seed, group, first)) ? untouched : []);
    if (unwritten.length > 0) shown.pattern = describeUntouched(exercise, unwritten);
    // What is wrong is then the form, and numbers are compared with others than they are meant for.
    else if (!shown.call?.wrongForm) {
      const nameField = bindNames(exercise.manifest.fields, group.cases[first]!.input);
      const found = findPatternOf(exercise.manifest.fields, group, first);
      shown.pattern = namePattern(found, nameField);
    }
  }
}

/** undefined if it is unknown which function the case calls. */
function findCalled(
  { call, computedBy }: CaseReport,
  untouched: string[],
  source: string,
): string[] | undefined {
  const name = call?.name ?? computedBy;
  return name === null ? undefined : selectCalled(untouched, source, name, call?.code.folded ?? "");
}

function isFailing({ verdict }: GradedGroup["judged"][number]): boolean {
  return verdict === "wrong-answer" || verdict === "run-time-error";
}

function describeUntouched({ manifest }: Exercise, names: string[]): Pattern {
  if (names.length === manifest.exports.length && names.length > 1)
    return { code: "nothing-written", field: "", params: {} };
  return { code: "not-written", field: "", params: { names: names.join(", ") } };
}

/** Whether the case has the same output as with the starter. */
async function isLikeStarter(
  programs: PackPrograms,
  exercise: Exercise,
  seed: number,
  { group, cases, outcomes }: GradedGroup,
  index: number,
): Promise<boolean> {
  const isStored = group.manifest.data !== undefined;
  const outputs = await programs.runExample(
    exercise,
    { fileName: "starter.ts", source: exercise.starter },
    isStored ? 0 : seed,
    cases.map(({ inputText }) => inputText),
    group.manifest.id,
  );
  const outcome = outcomes[index]!;
  const output = outcome.kind === "value" ? outcome.value : undefined;
  return isSameOutput(outputs[index], output, cases[index]!.tolerance);
}

/** In the words of the statement, as in the differences. */
function namePattern(pattern: Pattern | null, nameField: NameField): Pattern | null {
  if (pattern === null) return null;
  const { field, params } = pattern;
  const { path } = params;
  return {
    ...pattern,
    field: nameField(field) ?? field,
    params: typeof path === "string" ? { ...params, path: namePath(path, nameField) } : params,
  };
}

function findPatternOf(
  fields: Exercise["manifest"]["fields"],
  { cases, outcomes, judged }: GradedGroup,
  first: number,
): Pattern | null {
  const wrong = cases.flatMap((testCase, i) => {
    const outcome = outcomes[i]!;
    const isWrong =
      i >= first &&
      judged[i]!.verdict === "wrong-answer" &&
      judged[i]!.comparison !== null &&
      outcome.kind === "value";
    return isWrong ? [{ testCase, output: outcome.value, i }] : [];
  });
  if (wrong[0]?.i !== first) return null;
  return findPattern(
    wrong
      .slice(0, MAX_CASES)
      .map(({ testCase: { input, expected, tolerance }, output }) =>
        readWrongCase(input, nameColumns(fields, expected), nameColumns(fields, output), tolerance),
      ),
  );
}
