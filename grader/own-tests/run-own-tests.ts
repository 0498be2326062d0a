// Runs a student's own tests on a submission, each under the limits of a case.

import { compare, type Comparison } from "../compare/compare.ts";
import { showShape } from "../compare/describe-value.ts";
import { measureShape } from "../compare/shape.ts";
import { describeEarlyEnd } from "../early-end.ts";
import { writeCode } from "../explain/call/write-code.ts";
import { decode, Opaque, type Value } from "../isolate/codec.ts";
import { bindNames, nameFields } from "../output-fields.ts";
import { compareOutputs, nameColumns } from "../output-rows.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { Code, Message, OwnReport } from "../report.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import type { Program } from "../slots/parent/case-run.ts";
import type { JobRunner } from "../slots/parent/job-runner.ts";
import { runCases } from "../slots/parent/run-cases.ts";
import { nameMismatches } from "../report-group.ts";
import type { Source } from "../source.ts";
import { VERDICTS } from "../judge.ts";
import { encodeExpression, findGiven, makeExpressionProgram } from "./expression-program.ts";
import type { OwnTest } from "./own-test.ts";

export interface OwnRun {
  /** One for each test, in their order; empty if the program loaded for none of them. */
  reports: OwnReport[];
  /** Why the program did not load. */
  messages: Message[];
  cpuTimeMs: number;
}

interface Order {
  runner: JobRunner;
  exercise: Exercise;
  source: Source;
  seed: number;
  signal: AbortSignal | undefined;
}

/** `program`: the submission with the pack's driver, for tests that are cases. */
export async function runOwnTests(
  order: Order,
  program: Program,
  tests: readonly OwnTest[],
): Promise<OwnRun> {
  const expressions = tests.filter((test) => test.kind === "expression");
  const cases = tests.filter((test) => test.kind === "case");
  const evaluated = await runExpressions(order, expressions);
  const judged = await runOwnCases(order, program, cases);
  // Expressions run although an export is missing; cases do not.
  const reports = tests.map(
    (test) =>
      (test.kind === "expression"
        ? evaluated.reports[expressions.indexOf(test)]
        : judged.reports[cases.indexOf(test)]) ?? NOT_RUN,
  );
  return {
    reports: reports.every((report) => report === NOT_RUN) ? [] : reports,
    messages: evaluated.messages.length > 0 ? evaluated.messages : judged.messages,
    cpuTimeMs: evaluated.cpuTimeMs + judged.cpuTimeMs,
  };
}

const NOT_RUN: OwnReport = {
  verdict: "not-run",
  value: null,
  shape: null,
  expected: null,
  mismatches: [],
  mismatchCount: 0,
  thrown: null,
  returned: null,
  console: "",
};

type Expression = Extract<OwnTest, { kind: "expression" }>;
type OwnCase = Extract<OwnTest, { kind: "case" }>;

async function runExpressions(order: Order, tests: Expression[]): Promise<OwnRun> {
  const given = findGiven(order.exercise);
  const program = makeExpressionProgram(order.source, given);
  const batches = tests.map(({ code, expected }) =>
    [code, ...(expected === null ? [] : [expected])].map((text) => encodeExpression(text, given)),
  );
  return await runBatches(order, program, batches, (outcomes, i) => {
    const { code, expected } = tests[i]!;
    const [own, right] = outcomes.map((outcome) => forgetAddedLine(outcome, order.source));
    return reportExpression(order.exercise, code, own!, expected === null ? undefined : right);
  });
}

async function runOwnCases(order: Order, program: Program, tests: OwnCase[]): Promise<OwnRun> {
  return await runBatches(
    order,
    program,
    tests.map(({ input }) => [input]),
    ([outcome], i) => reportCase(order.exercise, tests[i]!, outcome!),
  );
}

async function runBatches(
  { runner, exercise, source, seed, signal }: Order,
  program: Program,
  batches: string[][],
  report: (outcomes: CaseOutcome[], i: number) => OwnReport,
): Promise<OwnRun> {
  if (batches.length === 0) return { reports: [], messages: [], cpuTimeMs: 0 };
  const run = await runCases(
    runner,
    program,
    seed,
    exercise.manifest.limits,
    // A batch of its own for each test: one that exceeds a limit does not end the others.
    batches.map((cases) => ({ isolate: 0, cases })),
    { signal },
  );
  const ended = describeEarlyEnd(exercise, source.text, run);
  return {
    reports: ended === undefined ? run.outcomes.map(report) : [],
    messages: ended?.messages ?? [],
    cpuTimeMs: run.cpuTimeMs,
  };
}

/** `right`: the outcome of the expected value's expression; undefined if there is none. */
function reportExpression(
  exercise: Exercise,
  code: string,
  own: CaseOutcome,
  right: CaseOutcome | undefined,
): OwnReport {
  if (own.kind === "value" && right !== undefined && right.kind !== "value")
    // What the student wrote as the expected value does not work.
    return { ...describeOutcome(right, "expected"), verdict: VERDICTS[right.kind] };
  const described = describeOutcome(own, code);
  if (own.kind !== "value") return described;
  if (right?.kind !== "value") return { ...described, verdict: "shown" };
  return withComparison(
    described,
    right.value,
    compare(right.value, own.value, { ...exercise.manifest.tolerance, fields: {} }),
  );
}

function reportCase(
  { manifest: { exports, fields } }: Exercise,
  test: OwnCase,
  outcome: CaseOutcome,
): OwnReport {
  const expected = decodeOwn(test.expected);
  const nameField = bindNames(fields, decodeOwn(test.input));
  const name = (output: Value) => nameFields(nameColumns(fields, output), nameField);
  const described = describeOutcome(outcome, exports[0]!.name);
  if (outcome.kind !== "value") return { ...described, expected: write(name(expected)) };
  const comparison = compareOutputs(fields, expected, outcome.value, test.tolerance);
  const shown = { ...described, value: write(name(outcome.value)) };
  return withComparison(shown, name(expected), nameMismatches(comparison, nameField));
}

function withComparison(
  report: OwnReport,
  expected: Value,
  { ok, mismatches, mismatchCount }: Comparison,
): OwnReport {
  return {
    ...report,
    verdict: ok ? "accepted" : "wrong-answer",
    expected: write(expected),
    mismatches,
    mismatchCount,
  };
}

/** `name`: what is said to have returned a value that is not data. */
function describeOutcome(outcome: CaseOutcome, name: string): OwnReport {
  const odd = "returned" in outcome ? outcome.returned : undefined;
  // undefined is an ordinary value here: console.log gives it.
  const returned = odd?.kind === "undefined" ? undefined : odd;
  return {
    verdict: outcome.kind === "value" ? "shown" : VERDICTS[outcome.kind],
    value: outcome.kind === "value" ? write(outcome.value) : null,
    shape: outcome.kind === "value" ? describeShape(outcome.value) : null,
    expected: null,
    mismatches: [],
    mismatchCount: 0,
    thrown: outcome.kind === "threw" ? outcome.thrown : null,
    returned: returned === undefined ? null : { ...returned, name: name.slice(0, NAME_CHARACTERS) },
    console: outcome.console,
  };
}

const NAME_CHARACTERS = 60;

/** null if no code can stand for it. */
function write(value: Value): Code | null {
  return value instanceof Opaque ? null : writeCode((writer) => writer(value));
}

function describeShape(value: Value): string | null {
  const shape = measureShape(value);
  return shape === undefined || shape.length === 0 ? null : showShape(shape);
}

/** The line of the code that was added is not the student's. */
function forgetAddedLine(outcome: CaseOutcome, { text }: Source): CaseOutcome {
  if (outcome.kind !== "threw" || outcome.thrown.line <= text.split("\n").length) return outcome;
  return { ...outcome, thrown: { ...outcome.thrown, line: 0 } };
}

/** Text that does not decode is compared as itself, and nothing equals it. */
function decodeOwn(text: string): Value {
  try {
    return decode(text);
  } catch {
    return new Opaque("unreadable");
  }
}
