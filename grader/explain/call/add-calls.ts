// Adds to the failing cases that a report shows in full, in visible groups, what was called there.
// Each of them runs a second time, alone, with its calls recorded. If it then gives something else
// than the first time, the program is not deterministic: the report says where, and shows no call.

import { compare } from "../../compare/compare.ts";
import { parsePath } from "../../compare/describe-value.ts";
import { EXACT } from "../../compare/tolerance.ts";
import type { GradedGroup } from "../../graded-group.ts";
import { Opaque } from "../../isolate/codec.ts";
import { formatValue } from "../../isolate/format.ts";
import type { Judged } from "../../judge.ts";
import { encodeValue } from "../../pack/cases.ts";
import type { Exercise } from "../../pack/exercise.ts";
import { type CallReport, isFailed, type UnstableReport } from "../../report.ts";
import type { Recording } from "../../slots/protocol/jobs.ts";
import type { CaseOutcome, RecordedCall } from "../../slots/parent/case-outcome.ts";
import type { TestCase } from "../../test-case.ts";
import { bindNames, type NameField, namePath } from "../../output-fields.ts";
import { nameColumns } from "../../output-rows.ts";
import { chooseCall } from "./choose-call.ts";
import { findWrongForm } from "./returned-form.ts";
import { findDescribed, writeCalls } from "./write-calls.ts";
import { writeCode } from "./write-code.ts";

const SHOWN_CHARACTERS = 200;

/** Runs the cases again, each one for itself, with their calls recorded. */
type Record = (cases: TestCase[], record: Recording) => Promise<CaseOutcome[]>;

/** Of the CPU limit of a case: so long a case that exceeded it runs again, to see what it calls. */
const STOP_SHARE = 0.1;
const MIN_STOP_MS = 20;
/** A case that used more of its own limit was stopped for itself. */
const OWN_LIMIT_SHARE = 0.8;

/** `groups`: visible ones only. */
export async function addCalls(
  { manifest }: Exercise,
  groups: GradedGroup[],
  record: Record,
): Promise<void> {
  const failing = groups.flatMap(findFailing);
  const finished = failing.filter(({ outcome }) => isFinished(outcome));
  const outcomes = await recordAll(finished, record, {});
  for (const [i, { testCase, outcome, judged, report }] of finished.entries()) {
    const nameField = bindNames(manifest.fields, testCase.input);
    report.unstable = findDifference(manifest, outcome, outcomes[i]!, nameField);
    if (report.unstable === null)
      report.call =
        describeCall(manifest, outcomes[i]!, judged.comparison, report.computedBy) ?? null;
  }
  // One is enough to see which call does not end. A case that was only running when the CPU time for
  // all cases was used up may end.
  const stopped = failing.filter(({ outcome }) => outcome.kind === "time");
  const isItsOwn = ({ outcome }: Failing) =>
    outcome.cpuTimeMs > manifest.limits.cpuTimeMs * OWN_LIMIT_SHARE;
  const slow = [stopped.find(isItsOwn) ?? stopped[0]].filter((one) => one !== undefined);
  const stopAfterMs = Math.max(MIN_STOP_MS, manifest.limits.cpuTimeMs * STOP_SHARE);
  const again = await recordAll(slow, record, { stopAfterMs });
  for (const [i, { report }] of slow.entries())
    if (again[i]!.kind === "time")
      report.call = describeCall(manifest, again[i]!, null, null) ?? null;
}

async function recordAll(
  failing: Failing[],
  record: Record,
  recording: Recording,
): Promise<CaseOutcome[]> {
  if (failing.length === 0) return [];
  return await record(
    failing.map(({ testCase }) => testCase),
    recording,
  );
}

interface Failing {
  testCase: TestCase;
  outcome: CaseOutcome;
  judged: Judged;
  report: GradedGroup["report"]["cases"][number];
}

/** A skipped group has no cases in its report. */
function findFailing({ cases, outcomes, judged, report }: GradedGroup): Failing[] {
  return report.cases.flatMap((shown, i) =>
    isFailed(shown) && shown.input !== null
      ? [{ testCase: cases[i]!, outcome: outcomes[i]!, judged: judged[i]!, report: shown }]
      : [],
  );
}

function isFinished({ kind }: CaseOutcome): boolean {
  return kind === "value" || kind === "threw" || kind === "asynchronous" || kind === "output";
}

/** null if both runs gave the same, or if the second one did not finish. */
function findDifference(
  { fields }: Exercise["manifest"],
  first: CaseOutcome,
  second: CaseOutcome,
  nameField: NameField,
): UnstableReport | null {
  if (!isFinished(second)) return null;
  const [before, after] = [first, second].map(describeOutcome) as [string, string];
  if (before === after) return null;
  if (first.kind !== "value" || second.kind !== "value")
    return { path: "", first: shorten(before), second: shorten(after) };
  const values = [first.value, second.value].map((value) => nameColumns(fields, value));
  const [mismatch] = compare(values[0], values[1], EXACT).mismatches;
  return mismatch === undefined
    ? {
        path: "",
        first: formatValue(values[0], SHOWN_CHARACTERS),
        second: formatValue(values[1], SHOWN_CHARACTERS),
      }
    : {
        path: namePath(mismatch.path, nameField),
        first: mismatch.expected,
        second: mismatch.actual,
      };
}

/** Two outcomes are the same if these texts are. */
function describeOutcome(outcome: CaseOutcome): string {
  if (outcome.kind === "value") return encodeValue(outcome.value);
  if (outcome.kind === "threw") return `${outcome.thrown.name}: ${outcome.thrown.message}`;
  return outcome.kind;
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/**
 * The call that gave the wrong output, from a recorded outcome; undefined if it is unknown, or if
 * there was too much to record. `computedBy`: the export of the wrong field, by the manifest.
 */
export function describeCall(
  { exports, fields, given }: Exercise["manifest"],
  outcome: CaseOutcome,
  comparison: Judged["comparison"],
  computedBy: string | null,
): CallReport | undefined {
  const { calls } = outcome;
  if (calls === undefined || calls.length === 0) return undefined;
  const path = comparison?.mismatches[0]?.path;
  const chosen = findCall(calls, fields, outcome, path) ?? findFirst(calls, computedBy);
  if (chosen === undefined) return undefined;
  const { name, result } = calls[chosen]!;
  const described = findDescribed(calls, chosen);
  return {
    name,
    code: writeCalls(calls, chosen, exports),
    result: describeResult(result),
    wrongForm: result === undefined ? null : findWrongForm({ exports, fields }, name, result.value),
    given: described.flatMap((one) =>
      given?.[one] === undefined ? [] : [{ name: one, text: given[one] }],
    ),
  };
}

/** null if it threw, or returned something that no code can stand for. */
function describeResult(result: RecordedCall["result"]): CallReport["result"] {
  if (result === undefined || result.value instanceof Opaque) return null;
  return writeCode((write) => write(result.value));
}

function findFirst(calls: RecordedCall[], name: string | null): number | undefined {
  const found = calls.findIndex((call) => call.name === name);
  return found < 0 ? undefined : found;
}

function findCall(
  calls: RecordedCall[],
  fields: Exercise["manifest"]["fields"],
  outcome: CaseOutcome,
  path: string | undefined,
): number | undefined {
  const threw = calls.findIndex(({ result }) => result === undefined);
  if (threw >= 0) return threw;
  if (outcome.kind === "value" && path !== undefined)
    return chooseCall(calls, nameColumns(fields, outcome.value), parsePath(path));
  return calls.length === 1 || outcome.kind !== "value" ? calls.length - 1 : undefined;
}
