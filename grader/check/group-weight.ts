// A group must distinguish right from wrong: it must reject at least one wrong example, and answers
// that anyone can guess: zeros, empty lists, the same answer each time, the input itself.

import { judgeAll } from "../judge.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { TestCase } from "../test-case.ts";
import type { Group } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import { findGroupLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { type Run, SEED, type Subject, type SubjectRuns } from "./runs.ts";

type Thoughtless = "zeros" | "constant" | "input";

/** undefined: the case has no such answer. */
const ANSWERS: Record<Thoughtless, (one: TestCase, all: TestCase[]) => Value> = {
  zeros: ({ expected }) => replaceByZeros(expected),
  // With a single case, any answer is "the same each time".
  constant: (_, all) => (all.length > 1 ? all[0]!.expected : undefined),
  input: ({ input }) => input,
};

export async function checkThoughtlessAnswers(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const findings = await Promise.all(
    exercise.groups.map((group) => checkGroup(programs, exercise, group)),
  );
  return findings.flat();
}

async function checkGroup(
  programs: PackPrograms,
  exercise: Exercise,
  group: Group,
): Promise<Finding[]> {
  const cases = await programs.prepareCases(exercise, group, SEED);
  for (const [kind, answer] of Object.entries(ANSWERS) as [
    Thoughtless,
    (typeof ANSWERS)[Thoughtless],
  ][]) {
    const answers = cases.map((one) => answer(one, cases));
    if (answers.includes(undefined)) continue;
    // It may be the right answer to some cases, but not to all.
    const outcomes = answers.map((value): CaseOutcome => ({
      kind: "value",
      value,
      console: "",
      cpuTimeMs: 0,
    }));
    const judged = await judgeAll(programs, exercise, cases, outcomes);
    // A checker may judge something that the driver measures, which is not the value that a
    // submission returns. For such groups, checkThoughtlessPrograms runs programs.
    if (!judged.every(({ verdict, comparison }) => verdict === "accepted" && comparison !== null))
      continue;
    const { id } = group.manifest;
    return [
      bindFinding(exercise)(
        `group-passes-${kind}`,
        "exercise.yaml",
        { group: id, count: cases.length },
        { line: findGroupLine(exercise, id) },
      ),
    ];
  }
  return [];
}

/** For groups that a checker judges: runs programs that return such guesses. */
export async function checkThoughtlessPrograms(
  exercise: Exercise,
  runWhole: (subject: Subject) => Promise<Run>,
): Promise<Finding[]> {
  if (exercise.modules.checker === undefined) return [];
  const bodies = { zeros: "() => 0", empty: "() => []", input: "(input) => input" };
  const findings = await Promise.all(
    Object.entries(bodies).map(async ([kind, body]) => {
      const source = exercise.manifest.exports
        .map(({ name }) => `export const ${name} = ${body};\n`)
        .join("");
      const { cases } = await runWhole({
        file: "-",
        folder: "wrong_answer",
        example: undefined,
        source,
        fileName: "thoughtless.js",
      });
      return exercise.manifest.groups.flatMap(({ id }) => {
        const own = cases.filter(({ group }) => group === id).map(({ judged }) => judged);
        const isDecided =
          own.length > 0 &&
          own.every(({ verdict, comparison }) => verdict === "accepted" && comparison === null);
        const code = `group-passes-${kind as "zeros" | "empty" | "input"}` as const;
        return isDecided
          ? [
              bindFinding(exercise)(
                code,
                "exercise.yaml",
                { group: id, count: own.length },
                { line: findGroupLine(exercise, id) },
              ),
            ]
          : [];
      });
    }),
  );
  return findings.flat();
}

/** A value of the same shape, with 0, "" and false in it. */
function replaceByZeros(value: Value): Value {
  if (typeof value === "number") return 0;
  if (typeof value === "bigint") return 0n;
  if (typeof value === "string") return "";
  if (typeof value === "boolean") return false;
  if (Array.isArray(value)) return value.map(replaceByZeros);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceByZeros(inner)]))
    : value;
}

/**
 * Every group must reject at least one wrong example. `runs`: of all subjects, some without hidden
 * groups. `runWhole`: runs one with all groups; called only as long as a group has rejected none.
 */
export async function checkGroupsRefuse(
  exercise: Exercise,
  runs: SubjectRuns[],
  runWhole: (subject: Subject) => Promise<Run>,
): Promise<Finding[]> {
  const wrong = runs.filter(
    ({ subject: { example } }) => example !== undefined && example.folder !== "accepted",
  );
  const open = new Set(exercise.groups.map(({ manifest }) => manifest.id));
  const close = ({ cases }: Run) => {
    for (const { group, judged } of cases) if (judged.verdict !== "accepted") open.delete(group);
  };
  for (const { first } of wrong) close(first);
  for (const { subject, first } of wrong) {
    const isUnknown = [...open].some((id) => !first.cases.some(({ group }) => group === id));
    if (subject.folder === "wrong_answer" && isUnknown) close(await runWhole(subject));
  }
  return [...open].map((id) =>
    bindFinding(exercise)(
      "group-refuses-nothing",
      "exercise.yaml",
      { group: id },
      { line: findGroupLine(exercise, id) },
    ),
  );
}
