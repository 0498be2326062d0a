// Every stored output must state its meaning and the library that computed it. The reference must
// agree with it, and so must a second library if the manifest asks for one. Outputs that the author
// lists as wrong must not be accepted.

import { compare } from "../compare/compare.ts";
import { judgeAll } from "../judge.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Group, StoredCase } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import { describeCompileProblem, describeOutcome, type Failure } from "../slots/parent/failure.ts";
import { findDataLine, findCaseLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { checkForgottenFields } from "./forgotten-fields.ts";
import { SEED } from "./runs.ts";

/** "scikit-learn 1.2.1"; each library once, in the order of the cases. */
export function listLibraries(exercise: Exercise): string[] {
  const names = exercise.groups.flatMap(({ cases }) =>
    cases.flatMap(({ oracle, second }) => [
      oracle,
      ...(second === undefined ? [] : [second.oracle]),
    ]),
  );
  return [...new Set(names.map(({ library, version }) => `${library} ${version}`))];
}

export function checkProvenance(exercise: Exercise): Finding[] {
  const stored = exercise.groups.filter(({ cases }) => cases.length > 0);
  if (stored.length === 0) return [bindFinding(exercise)("no-stored-cases", "exercise.yaml")];
  return stored.flatMap((group) => checkGroup(exercise, group));
}

function checkGroup(exercise: Exercise, group: Group): Finding[] {
  const finding = bindFinding(exercise);
  const file = `data/${group.manifest.data}`;
  const findings: Finding[] = [];
  if (isEmpty(group.definition))
    findings.push(
      finding(
        "definition-empty",
        file,
        {},
        { line: findDataLine(exercise, group, ["definition"]) },
      ),
    );
  for (const [i, { name, oracle, second, expected, tolerance }] of group.cases.entries()) {
    const at = (...path: string[]) => ({ line: findCaseLine(exercise, group, i, path) });
    for (const [k, { library, version }] of [
      oracle,
      ...(second === undefined ? [] : [second.oracle]),
    ].entries()) {
      if (!isNamed(group, library, version))
        findings.push(
          finding(
            "library-unnamed",
            file,
            { name, library: `${library} ${version}` },
            k === 0 ? at("oracle") : at("second", "oracle"),
          ),
        );
    }
    const wanted = group.manifest.secondOracle;
    if (wanted !== undefined && second?.oracle.library !== wanted)
      findings.push(finding("second-missing", file, { name, library: wanted }, at("name")));
    if (second === undefined) continue;
    if (second.oracle.library === oracle.library)
      findings.push(finding("second-same", file, { name, library: oracle.library }, at("second")));
    const first = compare(expected, second.expected, tolerance).mismatches[0];
    if (first !== undefined)
      findings.push(
        finding(
          "second-disagrees",
          file,
          {
            name,
            library: second.oracle.library,
            detail: `${first.path} ${first.expected} ≠ ${first.actual}`.trim(),
          },
          at("second"),
        ),
      );
  }
  return findings;
}

/** "torch+numpy" with version "1.13+1.24" names two libraries. */
function isNamed({ libraries }: Group, library: string, version: string): boolean {
  const versions = version.split("+");
  return library
    .split("+")
    .every((name, i) => libraries[name] !== undefined && libraries[name] === versions[i]);
}

function isEmpty(definition: Group["definition"]): boolean {
  if (typeof definition === "string") return definition.trim() === "";
  return !Object.values(definition).some((text) => typeof text === "string" && text.trim() !== "");
}

/** Compares the reference with every stored output, and judges the listed wrong outputs. */
export async function checkStoredOutputs(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const finding = bindFinding(exercise);
  const stored = exercise.groups.filter(({ cases }) => cases.length > 0);
  const batches = stored.map(({ cases }) => ({
    isolate: 0,
    cases: cases.map(({ inputText }) => inputText),
  }));
  const { problem, load, outcomes } = await programs.runReference(exercise, SEED, batches);
  if (problem !== null || load !== null) {
    const failure = problem !== null ? describeCompileProblem(problem) : describeFailed(load!);
    return [finding("reference-fails", "reference.ts", { group: "-", name: "-", ...failure })];
  }
  const findings = checkForgottenFields(
    exercise,
    stored.map((group, i) => ({ group, outcomes: outcomes[i]! })),
  );
  for (const [i, group] of stored.entries()) {
    const cases = group.cases.map((one) => ({ ...one, index: undefined }));
    const judged = await judgeAll(programs, exercise, cases, outcomes[i]!);
    for (const [k, { verdict, comparison }] of judged.entries()) {
      if (verdict === "accepted") continue;
      const first = comparison?.mismatches[0];
      const failure =
        first === undefined
          ? describeFailed(outcomes[i]![k]!)
          : { detail: `${first.path} ${first.expected} ≠ ${first.actual}`.trim() };
      findings.push(
        finding(
          "reference-fails",
          `data/${group.manifest.data}`,
          { group: group.manifest.id, name: cases[k]!.name, ...failure },
          { line: findCaseLine(exercise, group, k, ["expected"]) },
        ),
      );
    }
    findings.push(...(await checkWrongOutputs(programs, exercise, group)));
  }
  return findings;
}

async function checkWrongOutputs(
  programs: PackPrograms,
  exercise: Exercise,
  group: Group,
): Promise<Finding[]> {
  const listed = group.cases.flatMap((one: StoredCase, at) =>
    one.wrong.map((value, i) => ({
      testCase: { ...one, index: undefined },
      at,
      value,
      number: i + 1,
    })),
  );
  if (listed.length === 0) return [];
  const outcomes = listed.map(({ value }): CaseOutcome => ({
    kind: "value",
    value,
    console: "",
    cpuTimeMs: 0,
  }));
  const judged = await judgeAll(
    programs,
    exercise,
    listed.map(({ testCase }) => testCase),
    outcomes,
  );
  return listed.flatMap(({ testCase, at, number }, i) => {
    if (judged[i]!.verdict !== "accepted") return [];
    const line = findCaseLine(exercise, group, at, ["wrong", number - 1]);
    return [
      bindFinding(exercise)(
        "wrong-output-accepted",
        `data/${group.manifest.data}`,
        { name: testCase.name, number },
        { line },
      ),
    ];
  });
}

/**
 * A value without a difference was refused by the checker. The line of an error is left out: it is
 * a line of the bundle.
 */
function describeFailed(outcome: CaseOutcome): Failure {
  if (outcome.kind === "value") return { why: "wrong-answer", detail: "" };
  if (outcome.kind !== "threw") return describeOutcome(outcome);
  return { why: "threw", detail: `${outcome.thrown.name}: ${outcome.thrown.message}` };
}
