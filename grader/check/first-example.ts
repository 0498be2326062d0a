// The first worked example of a statement is the first visible test: what a beginner reads is what
// runs first, and what fails first.

import { isDeepStrictEqual } from "node:util";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { RecordedCall } from "../slots/parent/case-outcome.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { SEED } from "./runs.ts";

/** `example`: the first call of the statement's worked examples, and their first line. */
export async function checkFirstExample(
  programs: PackPrograms,
  exercise: Exercise,
  example: RecordedCall & { line: number },
): Promise<Finding[]> {
  const group = exercise.groups.find(({ visible }) => visible);
  const first = group?.cases[0];
  const calls = first === undefined ? [] : await recordCalls(programs, exercise, first.inputText);
  // Too much to record: then the first test is no small one either, but that is not known.
  if (calls === undefined || calls.some((call) => isSame(call, example))) return [];
  const params = { name: example.name, group: group?.manifest.id ?? "" };
  return [
    bindFinding(exercise)("example-not-first", "statement.en.md", params, { line: example.line }),
  ];
}

async function recordCalls(
  programs: PackPrograms,
  exercise: Exercise,
  input: string,
): Promise<RecordedCall[] | undefined> {
  const batches = [{ isolate: 0, cases: [input] }];
  const { outcomes } = await programs.runReference(exercise, SEED, batches, { record: {} });
  return outcomes[0]?.[0]?.calls;
}

function isSame(a: RecordedCall, b: RecordedCall): boolean {
  // The order of an object's keys is the driver's, and means nothing.
  return a.name === b.name && isDeepStrictEqual(a.arguments, b.arguments);
}
