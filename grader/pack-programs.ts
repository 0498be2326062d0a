// Everything that a pack's own code does while grading: fresh cases from its generator, the
// reference's answers to them, its checker's opinion, the outputs of its known wrong submissions.
// All of it runs in pack slots, never where a submission runs. A failure here is the pack's:
// `JudgeError`.

import { z } from "zod";
import { compare } from "./compare/compare.ts";
import type { Tolerance } from "./compare/tolerance.ts";
import { encodeValue, type Group, resolveTolerance } from "./pack/cases.ts";
import { AnswerCache, weighValue } from "./answer-cache.ts";
import type { Example } from "./pack/examples.ts";
import type { Exercise } from "./pack/exercise.ts";
import type { Localized } from "./pack/schema.ts";
import type { MessageCode } from "./report.ts";
import { isRecord, Opaque, type Value } from "./sandbox/codec.ts";
import { formatValue } from "./sandbox/format.ts";
import { BusyMachineError } from "./walls/parent/busy-machine.ts";
import { newJobId, type SlotPool } from "./slots/parent/slot-pool.ts";
import type { Job, StepLimits } from "./slots/between/jobs.ts";
import type { JobResult } from "./slots/parent/slot-process.ts";
import { BUSY_RETRIES, BUSY_TIMES, cpuLimitAt, stepLimitsFor } from "./slots/between/time-rules.ts";
import { readEndedStep } from "./walls/between/step-time.ts";
import {
  type Batch,
  type CaseOutcome,
  type Program,
  readOutcome,
  runCases,
  type RunLimits,
} from "./slots/parent/run-cases.ts";

/** The pack is at fault, not the student; never costs an attempt or a point. */
export class JudgeError extends Error {
  readonly code: MessageCode;
  readonly params: Record<string, string | number>;
  /** Another try would come to the same: its CPU time was up. */
  readonly isCertain: boolean;
  constructor(
    code: MessageCode,
    params: Record<string, string | number>,
    options: ErrorOptions & { isCertain?: boolean } = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
    this.isCertain = options.isCertain ?? false;
  }
}

/** A case as it is judged, stored or generated. */
export interface TestCase {
  name: string;
  inputText: string;
  input: Value;
  expected: Value;
  tolerance: Tolerance;
  hint: Localized | undefined;
  /** Where it comes from in its generator; undefined for a stored case. */
  index: number | undefined;
}

const inspection = z.object({
  /** What is wrong with the input; "" where nothing is. */
  fault: z.string(),
  /** The edge classes it belongs to, of those that are known. */
  edges: z.array(z.string()),
  known: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspection>;

interface Call {
  exportName: string;
  arguments: string;
}

/**
 * The reference may take its time: how tight a student's limits are is a matter between them and
 * the student.
 */
const REFERENCE_TIMES_LIMIT = 5;
/** For each call of a generator, a validator or a checker. */
const CALL_CPU_MS = 3000;
const PACK_MEMORY_MIB = 256;
const PACK_OUTPUT_KIB = 4096;

export class PackPrograms {
  readonly #pool: SlotPool;
  readonly #kept = new AnswerCache();

  constructor(pool: SlotPool) {
    this.#pool = pool;
  }

  /** By which limits are multiplied here; see grader/walls/parent/cpu-scale.ts. */
  get cpuFactor(): number {
    return this.#pool.cpuFactor;
  }

  /** A group's cases for a seed: the stored ones, or fresh ones with the reference's answers. */
  async prepareCases(exercise: Exercise, group: Group, seed: number): Promise<TestCase[]> {
    const count = group.manifest.generate?.cases;
    if (count === undefined) return group.cases.map((stored) => ({ ...stored, index: undefined }));
    const make = async () => {
      const made = await this.#invoke(exercise, "generate", [seed, count]);
      return this.#withAnswers(exercise, made, (i) => ({ name: `#${i + 1}`, index: i }), seed);
    };
    return this.#kept.get(`${exercise.hash} cases ${group.manifest.id} ${seed}`, make, weighCases);
  }

  /**
   * Smaller versions of a generated case, with the reference's answers; see
   * grader/sandbox/generated.ts for `path`.
   */
  async shrinkCase(
    exercise: Exercise,
    seed: number,
    path: number[],
    count: number,
  ): Promise<TestCase[]> {
    const make = async () => {
      const made = await this.#invoke(exercise, "shrink", [seed, path, count]);
      return this.#withAnswers(exercise, made, () => ({ name: "", index: undefined }), seed);
    };
    return this.#kept.get(`${exercise.hash} smaller ${seed} ${path.join(":")}`, make, weighCases);
  }

  /**
   * What an example of the pack returns for each of `inputs`; undefined where it returns nothing
   * (it throws, or hits a limit).
   */
  async runExample(
    exercise: Exercise,
    example: Example,
    seed: number,
    inputs: string[],
  ): Promise<(Value | undefined)[]> {
    const make = async () => {
      const language = example.fileName.endsWith(".js") ? "javascript" : "typescript";
      const program: Program = {
        ...this.#program(exercise),
        source: example.source,
        fileName: example.fileName,
        language,
        keep: false,
      };
      const { outcomes } = await runCases(this.#pool, program, seed, exercise.manifest.limits, [
        { isolate: 0, cases: inputs },
      ]);
      return outcomes[0]!.map((outcome) => (outcome.kind === "value" ? outcome.value : undefined));
    };
    return this.#kept.get(`${exercise.hash} outputs ${example.fileName} ${seed}`, make, weighValue);
  }

  /**
   * The checker's opinion of each output, in order; null where it leaves the case to the
   * comparison.
   */
  async check(
    exercise: Exercise,
    items: { input: Value; output: Value; expected: Value }[],
    signal?: AbortSignal,
  ): Promise<({ accepted: boolean; note: Localized | null } | null)[]> {
    const calls = items.map((item) => ({
      exportName: "default",
      arguments: encodeValue([item.input, item.output, item.expected].map(plain)),
    }));
    const outcomes = await this.#runInvoke(
      exercise.modules.checker!,
      0,
      calls,
      "judge.checker",
      signal,
    );
    return outcomes.map((value) => {
      const result = value as { accepted?: unknown; note?: unknown } | null | undefined;
      if (result === null || result === undefined) return null;
      if (typeof result !== "object" || typeof result.accepted !== "boolean") {
        throw new JudgeError("judge.checker", { detail: `it returned ${formatValue(value, 100)}` });
      }
      const note = result.note as Localized | undefined;
      return {
        accepted: result.accepted,
        note: typeof note?.en === "string" && typeof note["zh-CN"] === "string" ? note : null,
      };
    });
  }

  /**
   * What validator.ts says of each input; for exercises that have one. See
   * grader/sandbox/inspected.ts.
   */
  async inspect(exercise: Exercise, inputs: Value[]): Promise<Inspection[]> {
    const calls = inputs.map((input) => ({
      exportName: "inspect",
      arguments: encodeValue([input]),
    }));
    const outcomes = await this.#runInvoke(
      exercise.modules.validator!,
      0,
      calls,
      "judge.validator",
    );
    return outcomes.map((value) => {
      const parsed = inspection.safeParse(value);
      if (!parsed.success)
        throw new JudgeError("judge.validator", {
          detail: `it returned ${formatValue(value, 100)}`,
        });
      return parsed.data;
    });
  }

  /** Whether validator.ts takes each input for a valid one; for exercises that have one. */
  async accept(exercise: Exercise, inputs: Value[]): Promise<boolean[]> {
    const calls = inputs.map((input) => ({
      exportName: "accept",
      arguments: encodeValue([input]),
    }));
    return (await this.#runInvoke(exercise.modules.validator!, 0, calls, "judge.validator")).map(
      (value) => value === true,
    );
  }

  /** Runs the reference itself as a submission would run, for the check of a pack. */
  async runReference(exercise: Exercise, seed: number, batches: Batch[]) {
    return runCases(
      this.#pool,
      this.#program(exercise),
      seed,
      this.#referenceLimits(exercise, batches),
      batches,
    );
  }

  /** Runs a changed reference, bundled, over inputs, for as long as nothing stops it. */
  async runMutant(
    exercise: Exercise,
    bundled: string,
    seed: number,
    limits: Pick<RunLimits, "cpuTimeMs" | "totalCpuTimeMs">,
    inputs: string[],
  ) {
    const program: Program = { ...this.#program(exercise), source: bundled, keep: false };
    const memoryMiB = Math.max(PACK_MEMORY_MIB, exercise.manifest.limits.memoryMiB);
    return runCases(
      this.#pool,
      program,
      seed,
      { ...limits, memoryMiB, outputKiB: PACK_OUTPUT_KIB },
      [{ isolate: 0, cases: inputs }],
    );
  }

  async #withAnswers(
    exercise: Exercise,
    made: Value,
    naming: (i: number) => { name: string; index: number | undefined },
    seed: number,
  ): Promise<TestCase[]> {
    if (!Array.isArray(made))
      throw new JudgeError("judge.generator", { detail: "it returned no list of cases" });
    const inputs = made.map((item) => readGenerated(item));
    const texts = inputs.map(({ input }) => encodeValue(input));
    const answers = texts.length === 0 ? [] : await this.#referenceAnswers(exercise, texts, seed);
    return inputs.map(({ input, tolerance }, i) => ({
      ...naming(i),
      inputText: texts[i]!,
      input,
      expected: withoutField(answers[i], exercise.manifest.figure?.field),
      tolerance: resolveTolerance(tolerance, {}, exercise.manifest),
      hint: undefined,
    }));
  }

  async #referenceAnswers(exercise: Exercise, inputs: string[], seed: number): Promise<Value[]> {
    const { problem, load, outcomes } = await this.runReference(exercise, seed, [
      { isolate: 0, cases: inputs },
    ]);
    if (problem !== null)
      throw new JudgeError("judge.reference", {
        detail: `${problem.code} ${problem.detail} ${problem.names.join(", ")}`.trim(),
      });
    if (load !== null) throw new JudgeError("judge.reference", { detail: describe(load) });
    return outcomes[0]!.map((outcome, i) => {
      if (outcome.kind !== "value")
        throw new JudgeError("judge.reference", {
          detail: `${describe(outcome)} (${inputs[i]!.slice(0, 200)})`,
        });
      return outcome.value;
    });
  }

  async #invoke(exercise: Exercise, exportName: string, args: Value[]): Promise<Value> {
    const [value] = await this.#runInvoke(
      exercise.modules.generator!,
      0,
      [{ exportName, arguments: encodeValue(args) }],
      "judge.generator",
    );
    return value;
  }

  async #runInvoke(
    bundle: string,
    seed: number,
    calls: Call[],
    blame: MessageCode,
    signal?: AbortSignal,
  ): Promise<Value[]> {
    const { end, lost } = await this.#invokeInTime(bundle, seed, calls, signal);
    if (lost?.reason === "stuck")
      throw new JudgeError(blame, { detail: "time" }, { isCertain: true });
    if (end?.type !== "invoked")
      throw new JudgeError(blame, {
        detail: lost === undefined ? "no answer" : `${lost.reason}: ${lost.detail}`,
      });
    const values = end.outcomes.map((outcome) => {
      const read = readOutcome(outcome, this.#pool.cpuFactor, []);
      if (read.kind !== "value")
        throw new JudgeError(
          blame,
          { detail: describe(read) },
          { isCertain: read.kind === "time" },
        );
      return read.value;
    });
    if (values.length !== calls.length)
      throw new JudgeError(blame, { detail: "it stopped in the middle" });
    return values;
  }

  /**
   * With longer clocks where one ran out without the CPU being used: then the machine is busy, and
   * the pack not to blame.
   */
  async #invokeInTime(
    bundle: string,
    seed: number,
    calls: Call[],
    signal: AbortSignal | undefined,
  ): Promise<JobResult> {
    for (
      let retries = 0, wallTimes = 1;
      retries <= BUSY_RETRIES;
      retries++, wallTimes *= BUSY_TIMES
    ) {
      const limits = stepLimitsFor(CALL_CPU_MS, this.#pool.cpuFactor, wallTimes);
      const job = {
        type: "invoke",
        id: newJobId(),
        bundle,
        seed,
        ...limits,
        memoryMiB: PACK_MEMORY_MIB,
        outputBytes: PACK_OUTPUT_KIB * 1024,
        calls,
      } satisfies Job;
      const answer = await this.#pool.run(job, { signal });
      if (!wasBusy(answer, limits)) return answer;
    }
    throw new BusyMachineError(
      "the clock ran out before the CPU time of a pack's program did, again and again",
    );
  }

  #program(exercise: Exercise): Program {
    const { driver, reference } = exercise.modules;
    const exports = exercise.manifest.exports.map(({ name }) => name);
    return {
      source: reference!,
      fileName: "reference.ts",
      language: "bundled",
      keep: true,
      driver: driver ?? null,
      exports,
    };
  }

  #referenceLimits(exercise: Exercise, batches: Batch[]): RunLimits {
    const cpuTimeMs = exercise.manifest.limits.cpuTimeMs * REFERENCE_TIMES_LIMIT;
    const count = batches.reduce((sum, batch) => sum + batch.cases.length, 0);
    return {
      cpuTimeMs,
      totalCpuTimeMs: cpuTimeMs * (count + 1),
      memoryMiB: Math.max(PACK_MEMORY_MIB, exercise.manifest.limits.memoryMiB),
      outputKiB: PACK_OUTPUT_KIB,
    };
  }
}

function weighCases(cases: TestCase[]): number {
  return cases.reduce(
    (sum, { input, inputText, expected }) =>
      sum + inputText.length + weighValue(input) + weighValue(expected),
    0,
  );
}

function wasBusy({ end, lost }: JobResult, limits: StepLimits): boolean {
  const ended = end?.type === "invoked" ? end.outcomes.at(-1) : undefined;
  if (ended !== undefined) return "limit" in ended && ended.limit === "wall";
  return (
    lost?.reason === "stuck" &&
    readEndedStep(lost.cpuTimeMs, cpuLimitAt(limits, lost.at)) === "busy"
  );
}

/** Longer than any output that is compared by its look. */
const LOOK_CHARACTERS = 20_000;

/**
 * Whether two outputs are the same within a case's tolerance, or look the same (two promises, say);
 * what an example left out does not count.
 */
export function isSameOutput(
  example: Value | undefined,
  actual: Value | undefined,
  tolerance: Tolerance,
): boolean {
  if (example === undefined || actual === undefined) return example === actual;
  return (
    compare(example, actual, tolerance).ok ||
    formatValue(example, LOOK_CHARACTERS) === formatValue(actual, LOOK_CHARACTERS)
  );
}

/** What is only for looking at is each submission's own. */
function withoutField(value: Value, field: string | undefined): Value {
  if (field === undefined || !isRecord(value)) return value;
  const { [field]: _, ...rest } = value;
  return rest;
}

function readGenerated(item: Value): {
  input: Value;
  tolerance:
    | { rtol?: number; atol?: number; fields?: Record<string, { rtol: number; atol: number }> }
    | undefined;
} {
  if (!isRecord(item) || !Object.hasOwn(item, "input")) {
    throw new JudgeError("judge.generator", {
      detail: `a case without input: ${formatValue(item, 100)}`,
    });
  }
  return { input: item["input"], tolerance: item["tolerance"] as never };
}

/** A checker gets data; what was no data arrives as null. */
function plain(value: Value): Value {
  return value instanceof Opaque ? null : value;
}

function describe(outcome: CaseOutcome): string {
  return outcome.kind === "threw"
    ? `${outcome.thrown.name}: ${outcome.thrown.message}${outcome.thrown.line > 0 ? ` (line ${outcome.thrown.line})` : ""}`
    : outcome.kind;
}
