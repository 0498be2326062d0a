// What the reference answers to an input that a person has written. The input crosses as data: the
// exercise's validator judges it first, and only what it accepts reaches the reference. Both run in
// isolates of their own, which are discarded. So an input that confuses them ("__proto__" as a word
// of a text, for example) never reaches the loaded reference that computes expected outputs.

import type { CaseInput } from "./case-input.ts";
import { invokeApart } from "./invoke-module.ts";
import { JudgeError } from "./judge-error.ts";
import { isRecord, type Value } from "./isolate/codec.ts";
import { formatValue } from "./isolate/format.ts";
import { bindNames, listNamed, type NameField, nameFields } from "./output-fields.ts";
import { nameColumns } from "./output-rows.ts";
import { createReferenceProgram, dropTexts, inspection } from "./pack-programs.ts";
import type { Exercise } from "./pack/exercise.ts";
import { describeCompileProblem, describeOutcome } from "./slots/parent/failure.ts";
import { runCases } from "./slots/parent/run-cases.ts";
import type { CaseOutcome } from "./slots/parent/case-outcome.ts";
import type { SlotPool } from "./slots/parent/slot-pool.ts";

export interface CaseQuestion {
  /** Must have a validator. */
  exercise: Exercise;
  input: CaseInput;
}

/** `name`: as students know it; "" if the output is one value. */
interface OutputPart {
  name: string;
  /** As a report shows values. */
  text: string;
}

/**
 * answered: the output by its fields, or whole. refused: the validator's words, by the
 * pack's author. unreadable: the validator threw, so the input does not have the form of one.
 * threw: the reference did; `thrown`: name and message. limit: the validator or the reference
 * exceeded the limit of a case.
 */
type Result =
  | { kind: "answered"; expected: OutputPart[] }
  | { kind: "refused"; reason: string }
  | { kind: "unreadable" }
  | { kind: "threw"; thrown: string }
  | { kind: "limit"; limit: "time" | "memory" | "output" | "crash" };

/** `cpuTimeMs`: of this machine. */
export type CaseAnswer = Result & { cpuTimeMs: number };

/** The same for everyone and each time. */
const SEED = 0;
const MAX_REASON = 500;
/** Of one part. */
const MAX_CHARACTERS = 2000;
/** An object with more fields is a table of values rather than named results. */
const MAX_FIELDS = 20;

/** Throws if the pack's code fails for a reason other than the input. */
export async function answerCase(
  pool: SlotPool,
  { exercise, input }: CaseQuestion,
): Promise<CaseAnswer> {
  const { validator } = exercise.modules;
  if (validator === undefined) throw new Error(`${exercise.manifest.id} has no validator`);
  const { limits } = exercise.manifest;
  const judged = await invokeApart(
    pool,
    validator,
    "inspect",
    input.value,
    limits,
    "judge.validator",
  );
  const refusal = readRefusal(judged);
  const validatorMs = judged.cpuTimeMs * pool.cpuFactor;
  if (refusal !== undefined) return { ...refusal, cpuTimeMs: validatorMs };
  const { problem, load, outcomes, cpuTimeMs, cpuFactor } = await runCases(
    pool,
    { ...createReferenceProgram(exercise), keep: false },
    SEED,
    limits,
    [{ isolate: 0, cases: [input.text] }],
  );
  if (problem !== null) throw new JudgeError("judge.reference", describeCompileProblem(problem));
  if (load !== null) throw new JudgeError("judge.reference", describeOutcome(load));
  return {
    ...readAnswer(exercise, input, outcomes[0]![0]!),
    cpuTimeMs: validatorMs + cpuTimeMs * cpuFactor,
  };
}

/** undefined if the validator accepts the input. */
function readRefusal(outcome: CaseOutcome): Result | undefined {
  if (outcome.kind === "threw") return { kind: "unreadable" };
  if (outcome.kind !== "value") return readLimit(outcome);
  const parsed = inspection.safeParse(outcome.value);
  if (!parsed.success) throw new JudgeError("judge.validator", { why: "returned", detail: "" });
  const { error } = parsed.data;
  return error === "" ? undefined : { kind: "refused", reason: error.slice(0, MAX_REASON) };
}

function readAnswer({ manifest }: Exercise, input: CaseInput, outcome: CaseOutcome): Result {
  if (outcome.kind === "threw") {
    const { name, message } = outcome.thrown;
    return { kind: "threw", thrown: `${name}: ${message}`.slice(0, MAX_REASON) };
  }
  if (outcome.kind !== "value") return readLimit(outcome);
  const output = dropTexts(outcome.value, manifest.figures);
  const nameField = bindNames(manifest.fields, input.value);
  return { kind: "answered", expected: listParts(nameColumns(manifest.fields, output), nameField) };
}

function listParts(output: Value, nameField: NameField): OutputPart[] {
  const show = (value: Value) => formatValue(value, MAX_CHARACTERS);
  const parts = isRecord(output) ? listNamed(output, nameField) : [];
  if (parts.length === 0 || parts.length > MAX_FIELDS)
    return [{ name: "", text: show(nameFields(output, nameField)) }];
  return parts.map(([name, value]) => ({ name, text: show(value) }));
}

function readLimit({ kind }: CaseOutcome): Result {
  return {
    kind: "limit",
    limit: kind === "time" || kind === "memory" || kind === "output" ? kind : "crash",
  };
}
