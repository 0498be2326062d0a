// Asks the reference for what a statement's knobs show: the best line, and the paths of gradient
// descent. Runs in a pack slot, like an answer to a generated case. The page computes nothing but
// the mean squared error.

import type { PackPrograms } from "../pack-programs.ts";
import { encodeValue } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import { formatValue } from "../isolate/format.ts";
import { describeCompileProblem, describeOutcome } from "../slots/parent/failure.ts";
import { isLowest } from "./is-lowest.ts";
import { type Knobs, MAX_PATH_POINTS } from "./knobs.ts";
import type { Asked, KnobsBlock } from "./parse-knobs.ts";

/** Why a block of a pack cannot be drawn. */
type KnobsRefusal =
  /** The validator refuses the input; `detail`: its words. */
  | { code: "knobs-input"; key: string; params: { detail: string } }
  /** The reference does not return what the block names. */
  | { code: "knobs-answer"; key: string; params: { why?: string; detail: string } }
  /** Another line has a smaller error. */
  | { code: "knobs-best"; key: string; params: { w: number; b: number } };

export type KnobsAnswer = { ok: true; knobs: Knobs } | { ok: false; refusal: KnobsRefusal };

type Place = Knobs["best"];

interface Question extends Asked {
  /** Where in the block: "best", "paths". */
  key: string;
}

/** Inputs have no seed, so any will do. */
const SEED = 1;

/** Throws `SlotsUnavailableError`, `JudgeError` and `DriverError` as grading does. */
export async function answerKnobs(
  programs: PackPrograms,
  exercise: Exercise,
  block: KnobsBlock,
): Promise<KnobsAnswer> {
  const { points, range, start, paths } = block;
  const best = readBest(block);
  const [rateField, rates] = Object.entries(paths?.rates ?? {})[0] ?? ["", []];
  const questions: Question[] = [
    ...("input" in best ? [{ ...best, key: "best" }] : []),
    ...rates.map((rate) => ({
      ...paths!,
      key: "paths",
      input: { ...paths!.input, [rateField]: rate },
    })),
  ];
  const answers = await askReference(programs, exercise, questions);
  if (!Array.isArray(answers)) return { ok: false, refusal: answers };
  const found = "input" in best ? readFields(answers.shift(), best, readNumber) : best;
  if (typeof found === "string") return refuse("best", found);
  if (!isLowest(points.x, points.y, found))
    return { ok: false, refusal: { code: "knobs-best", key: "best", params: found } };
  const walked: Knobs["paths"] = [];
  for (const [i, answer] of answers.entries()) {
    const path = readFields(answer, paths!, readNumbers);
    if (typeof path === "string") return refuse("paths", path);
    if (path.w.length !== path.b.length)
      return refuse("paths", `${path.w.length} ≠ ${path.b.length}`);
    walked.push({ rate: rates[i]!, ...path });
  }
  const total = walked.reduce((sum, { w }) => sum + w.length, 0);
  if (total > MAX_PATH_POINTS) return refuse("paths", `${total} > ${MAX_PATH_POINTS}`);
  return { ok: true, knobs: { ...points, range, start, best: found, paths: walked } };
}

/** Either numbers, or a question. */
function readBest({ best: { input, w, b } }: KnobsBlock): Place | Asked {
  return input === undefined
    ? { w: Number(w), b: Number(b) }
    : { input, w: String(w), b: String(b) };
}

function refuse(key: string, detail: string): KnobsAnswer {
  return { ok: false, refusal: { code: "knobs-answer", key, params: { why: "returned", detail } } };
}

/** The outputs in the order of the questions, or the first thing that went wrong. */
async function askReference(
  programs: PackPrograms,
  exercise: Exercise,
  questions: Question[],
): Promise<Value[] | KnobsRefusal> {
  if (questions.length === 0) return [];
  const inputs = questions.map(({ input }) => input as Value);
  if (exercise.modules.validator !== undefined) {
    const inspected = await programs.inspect(exercise, inputs);
    const at = inspected.findIndex(({ error }) => error !== "");
    if (at >= 0)
      return {
        code: "knobs-input",
        key: questions[at]!.key,
        params: { detail: inspected[at]!.error },
      };
  }
  const { problem, load, outcomes } = await programs.runReference(exercise, SEED, [
    { isolate: 0, cases: inputs.map((input) => encodeValue(input)) },
  ]);
  const stopped = problem !== null ? describeCompileProblem(problem) : load;
  if (stopped !== null)
    return {
      code: "knobs-answer",
      key: questions[0]!.key,
      params: "why" in stopped ? stopped : describeOutcome(stopped),
    };
  const values: Value[] = [];
  for (const [i, outcome] of outcomes[0]!.entries()) {
    if (outcome.kind !== "value")
      return { code: "knobs-answer", key: questions[i]!.key, params: describeOutcome(outcome) };
    values.push(outcome.value);
  }
  return values;
}

/** Both fields of an output; as a text, the one that is not what it should be. */
function readFields<T>(
  output: Value,
  { w, b }: Asked,
  read: (value: Value) => T | undefined,
): { w: T; b: T } | string {
  const [found, across] = [w, b].map((path) => read(readField(output, path)));
  if (found !== undefined && across !== undefined) return { w: found, b: across };
  const path = found === undefined ? w : b;
  return `${path} = ${formatValue(readField(output, path), 60)}`;
}

/** `path`: "model.coef". */
function readField(output: Value, path: string): Value {
  return path
    .split(".")
    .reduce<Value>(
      (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      output,
    );
}

/** A finite number; a list of one, too: the coefficients of a single feature. */
function readNumber(value: Value): number | undefined {
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof one === "number" && Number.isFinite(one) ? one : undefined;
}

function readNumbers(value: Value): number[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const numbers = value.map(readNumber).filter((one) => one !== undefined);
  return numbers.length === value.length ? numbers : undefined;
}
