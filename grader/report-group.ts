// Reports the results of a group and its cases.

import { describeData } from "./case-data.ts";
import { showPath } from "./compare/describe-value.ts";
import type { Comparison } from "./compare/compare.ts";
import type { Mismatch } from "./compare/mismatch.ts";
import type { Judged } from "./judge.ts";
import {
  bindNames,
  findExportOf,
  type NameField,
  nameFields,
  nameMismatch,
} from "./output-fields.ts";
import { nameColumns } from "./output-rows.ts";
import type { Group } from "./pack/cases.ts";
import type { ExerciseManifest } from "./pack/schema.ts";
import {
  type CaseReport,
  type FailedVerdict,
  type FailureKind,
  type GroupReport,
  isFailed,
  scoreGroup,
  type Verdict,
} from "./report.ts";
import { isRecord, type Value } from "./isolate/codec.ts";
import { formatValue } from "./isolate/format.ts";
import type { Returned } from "./returned-kind.ts";
import type { CaseOutcome } from "./slots/parent/case-outcome.ts";
import type { TestCase } from "./test-case.ts";

/** This many failing cases of a group are reported with input and values. */
const DETAILED_FAILURES = 3;
const INPUT_CHARACTERS = 600;
const VALUE_CHARACTERS = 600;

/** `isConverted`: a driver makes the arguments of the functions from the input. */
export function reportGroup(
  { manifest, visible }: Group,
  cases: TestCase[],
  outcomes: CaseOutcome[],
  judged: Judged[],
  exercise: Pick<ExerciseManifest, "exports" | "fields">,
  isConverted: boolean,
): GroupReport {
  let detailsLeft = DETAILED_FAILURES;
  const reports = cases.map((testCase, i) => {
    const isDetailed = isFailed(judged[i]!) && detailsLeft-- > 0;
    const report = reportCase(testCase, outcomes[i]!, judged[i]!, isDetailed, exercise);
    return { ...report, isConverted: isDetailed && isConverted };
  });
  const first = judged.findIndex(isFailed);
  if (visible && first >= 0) reports[first]!.data = describeData(cases[first]!);
  const passed = judged.filter(({ verdict }) => verdict === "accepted").length;
  return {
    id: manifest.id,
    title: manifest.title,
    visible,
    points: manifest.points,
    score: scoreGroup(manifest, passed, cases.length),
    ...summarizeFailure(judged, passed),
    passed,
    total: cases.length,
    largestError: visible && passed === judged.length ? findLargestError(judged) : null,
    needs: manifest.needs,
    cases: reports,
  };
}

/** null if no number was compared. */
function findLargestError(judged: Judged[]): number | null {
  const compared = judged.flatMap(({ comparison }) =>
    comparison?.ok !== true || comparison.numbersCompared === 0
      ? []
      : comparison.worstTimesTolerance,
  );
  return compared.length === 0 ? null : Number(Math.max(...compared).toPrecision(2));
}

/** Every case ended with `verdict` before it ran. */
export function reportStoppedGroup(
  { manifest, visible }: Group,
  verdict: Exclude<Verdict, "accepted" | "wrong-answer">,
): GroupReport {
  return {
    id: manifest.id,
    title: manifest.title,
    visible,
    points: manifest.points,
    score: 0,
    verdict,
    failure: verdict,
    passed: 0,
    total: null,
    largestError: null,
    needs: manifest.needs,
    cases: [],
  };
}

/** The first failing case decides. */
function summarizeFailure(
  judged: Judged[],
  passed: number,
): Pick<GroupReport, "verdict" | "failure"> {
  if (passed === judged.length) return { verdict: "accepted", failure: null };
  const first = judged.find(isFailed);
  if (first !== undefined) return { verdict: first.verdict, failure: classifyFailure(first) };
  // Cases do not run only after one that hit a limit, so this is not reached in practice.
  return { verdict: "time-limit-exceeded", failure: "time-limit-exceeded" };
}

function classifyFailure({
  verdict,
  comparison,
}: Pick<Judged, "comparison"> & { verdict: FailedVerdict }): FailureKind {
  return verdict === "wrong-answer" ? (comparison?.mismatches[0]?.kind ?? "value") : verdict;
}

/** Input and values are included only if `isDetailed`. */
function reportCase(
  testCase: TestCase,
  outcome: CaseOutcome,
  judged: Judged,
  isDetailed: boolean,
  exercise: Pick<ExerciseManifest, "exports" | "fields">,
): CaseReport {
  const { verdict, comparison, thrown, note } = judged;
  const summary: CaseReport = {
    name: testCase.name,
    title: testCase.title ?? null,
    verdict,
    computedBy: null,
    input: null,
    isConverted: false,
    data: null,
    call: null,
    unstable: null,
    expected: null,
    actual: null,
    mismatches: [],
    mismatchCount: comparison?.mismatchCount ?? 0,
    thrown: null,
    returned: null,
    console: outcome.console,
    hint: verdict === "accepted" ? null : (testCase.hint ?? null),
    note,
    pattern: null,
    smallest: null,
  };
  if (!isDetailed) return summary;
  const returned = findReturned(outcome, judged);
  const nameField = bindNames(exercise.fields, testCase.input);
  const { mismatches, mismatchCount } = nameMismatches(
    comparison ?? { mismatches: [], mismatchCount: 0 },
    nameField,
  );
  const format = (output: Value) => formatOutput(exercise, output, nameField);
  return {
    ...summary,
    computedBy: findComputedBy(testCase, judged, returned, exercise),
    input: formatValue(testCase.input, INPUT_CHARACTERS),
    expected: format(testCase.expected),
    actual: outcome.kind === "value" ? format(outcome.value) : null,
    mismatches: mismatches.map((mismatch) => dropNote(mismatch, returned)),
    mismatchCount,
    thrown,
    returned,
  };
}

/** With the names that students know. */
function formatOutput(
  { fields }: Pick<ExerciseManifest, "fields">,
  output: Value,
  nameField: NameField,
): string {
  return formatValue(nameFields(nameColumns(fields, output), nameField), VALUE_CHARACTERS);
}

/** The export of the first wrong field. What a program that was stopped computed is unknown. */
function findComputedBy(
  { input, expected }: TestCase,
  { verdict, comparison }: Judged,
  returned: Returned | null,
  exercise: Pick<ExerciseManifest, "exports" | "fields">,
): string | null {
  if (returned !== null) return returned.name;
  const first = comparison?.mismatches[0]?.path ?? "";
  const fields = isRecord(expected) ? Object.keys(expected) : [];
  const field = fields.find((name) => isInField(first, name)) ?? fields[0] ?? "";
  return findExportOf(exercise, input, verdict === "wrong-answer" ? field : "");
}

function isInField(path: string, field: string): boolean {
  const shown = showPath([field]);
  return path === shown || path.startsWith(`${shown}.`) || path.startsWith(`${shown}[`);
}

/** Two fields may have the same name, if a driver returns a value twice; it is reported once. */
export function nameMismatches<T extends Pick<Comparison, "mismatches" | "mismatchCount">>(
  comparison: T,
  nameField: NameField,
): T {
  const named = comparison.mismatches.map((one) => nameMismatch(one, nameField));
  const mismatches = named.filter(
    ({ name, expected, actual }, i) =>
      named.findIndex(
        (one) => one.name === name && one.expected === expected && one.actual === actual,
      ) === i,
  );
  const repeated = named.length - mismatches.length;
  return { ...comparison, mismatches, mismatchCount: comparison.mismatchCount - repeated };
}

/** A note that is shown for the export's value is not repeated for parts of it. */
function dropNote(mismatch: Mismatch, returned: Returned | null): Mismatch {
  return returned !== null && mismatch.note === returned.kind
    ? { ...mismatch, note: null }
    : mismatch;
}

/** The export that returned an unusable value, if that seems to be why the case failed. */
function findReturned(outcome: CaseOutcome, { verdict, comparison }: Judged): Returned | null {
  if (outcome.kind === "asynchronous") return outcome.returned;
  // An error thrown in the submission itself says more.
  if (outcome.kind === "threw")
    return outcome.thrown.line === 0 ? (outcome.returned ?? null) : null;
  if (outcome.kind !== "value" || outcome.returned === undefined || verdict !== "wrong-answer")
    return null;
  const { returned } = outcome;
  const [first] = comparison?.mismatches ?? [];
  if (first === undefined) return null;
  if (first.kind === "missing") return returned;
  const mayBeMeant =
    returned.kind === "function" || returned.kind === "instance" || returned.kind === "undefined";
  return first.kind === "type" && (!mayBeMeant || first.path === "") ? returned : null;
}
