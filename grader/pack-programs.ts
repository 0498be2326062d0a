// Runs a pack's own code for grading: fresh cases from its generator, the reference's answers to
// them, its checker's opinion, and the outputs of its known wrong submissions. All of it runs in
// pack slots, where no submission ever runs. If the pack's code fails, that is a `JudgeError`.

import { z } from "zod";
import { AnswerCache, weighValue } from "./answer-cache.ts";
import { invokeModule, PACK_MEMORY_MIB, PACK_OUTPUT_KIB } from "./invoke-module.ts";
import { JudgeError } from "./judge-error.ts";
import { encodeValue, type Group, resolveTolerance } from "./pack/cases.ts";
import type { Example } from "./pack/examples.ts";
import type { Exercise } from "./pack/exercise.ts";
import { type FigureManifest, listTextFields } from "./pack/figure-schema.ts";
import type { Localized } from "./pack/schema.ts";
import { isRecord, Opaque, type Value } from "./isolate/codec.ts";
import { formatValue } from "./isolate/format.ts";
import { describeCompileProblem, describeOutcome } from "./slots/parent/failure.ts";
import { runCases } from "./slots/parent/run-cases.ts";
import type { Batch, Program, RunLimits, RunOptions } from "./slots/parent/case-run.ts";
import type { SlotPool } from "./slots/parent/slot-pool.ts";
import type { TestCase } from "./test-case.ts";

export const inspection = z.object({
  /** What is wrong with the input; "" if it is valid. */
  error: z.string(),
  /** The edge classes that the input belongs to. */
  edges: z.array(z.string()),
  /** All edge classes that validator.ts defines. */
  known: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspection>;

/** What a pack's checker says about an output. */
export interface Opinion {
  accepted: boolean;
  note: Localized | null;
}

/** The reference gets this many times a submission's CPU time. It need not be fast. */
const REFERENCE_TIMES_LIMIT = 5;

export class PackPrograms {
  readonly #pool: SlotPool;
  readonly #answers = new AnswerCache();

  constructor(pool: SlotPool) {
    this.#pool = pool;
  }

  /** Limits are multiplied by it; see grader/walls/parent/cpu-scale.ts. */
  get cpuFactor(): number {
    return this.#pool.cpuFactor;
  }

  /** A group's cases for a seed: stored ones, or generated ones with the reference's answers. */
  async prepareCases(exercise: Exercise, group: Group, seed: number): Promise<TestCase[]> {
    const count = group.manifest.generate?.cases;
    if (count === undefined) return group.cases.map((stored) => ({ ...stored, index: undefined }));
    const make = async () => {
      const generated = await this.#callGenerator(exercise, "generate", [seed, count]);
      const naming = (i: number) => ({ name: `#${i + 1}`, index: i });
      return this.#answerCases(exercise, generated, naming, seed);
    };
    const key = `${exercise.hash} cases ${group.manifest.id} ${seed}`;
    return this.#answers.get(key, make, weighCases);
  }

  /**
   * Smaller versions of a generated case, with the reference's answers; at most `count`. `path` is
   * explained in grader/isolate/generated.ts.
   */
  async shrinkCase(
    exercise: Exercise,
    seed: number,
    path: number[],
    count: number,
  ): Promise<TestCase[]> {
    const make = async () => {
      const shrunk = await this.#callGenerator(exercise, "shrink", [seed, path, count]);
      return this.#answerCases(exercise, shrunk, () => ({ name: "", index: undefined }), seed);
    };
    const key = `${exercise.hash} smaller ${seed} ${path.join(":")}`;
    return this.#answers.get(key, make, weighCases);
  }

  /**
   * What an example of the pack returns for each input; undefined if it throws or hits a limit.
   * Cached by `set` and seed, which must stand for the same inputs each time.
   */
  async runExample(
    exercise: Exercise,
    example: Pick<Example, "fileName" | "source">,
    seed: number,
    inputs: string[],
    set = "all",
  ): Promise<(Value | undefined)[]> {
    const make = async () => {
      const language = example.fileName.endsWith(".js") ? "javascript" : "typescript";
      const program: Program = {
        ...createReferenceProgram(exercise),
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
    const key = `${exercise.hash} outputs ${example.fileName} ${set} ${seed}`;
    return this.#answers.get(key, make, weighValue);
  }

  /** The checker's opinion of each output, in order; null if it leaves the case to comparison. */
  async askChecker(
    exercise: Exercise,
    items: { input: Value; output: Value; expected: Value }[],
    signal?: AbortSignal,
  ): Promise<(Opinion | null)[]> {
    const values = await invokeModule(
      this.#pool,
      exercise.modules.checker!,
      "default",
      items.map(({ input, output, expected }) => [input, output, expected].map(dropOpaque)),
      "judge.checker",
      signal,
    );
    return values.map(readOpinion);
  }

  /**
   * What validator.ts says about each input. Only for exercises that have one. See
   * grader/isolate/inspected.ts.
   */
  async inspect(exercise: Exercise, inputs: Value[]): Promise<Inspection[]> {
    const values = await this.#callValidator(exercise, "inspect", inputs);
    return values.map((value) => {
      const parsed = inspection.safeParse(value);
      if (!parsed.success)
        throw new JudgeError("judge.validator", {
          why: "returned",
          detail: formatValue(value, 100),
        });
      return parsed.data;
    });
  }

  /** Whether validator.ts accepts each input. Only for exercises that have one. */
  async accept(exercise: Exercise, inputs: Value[]): Promise<boolean[]> {
    const values = await this.#callValidator(exercise, "accept", inputs);
    return values.map((value) => value === true);
  }

  /** Runs the reference like a submission, with larger limits. */
  async runReference(exercise: Exercise, seed: number, batches: Batch[], options: RunOptions = {}) {
    const cpuTimeMs = exercise.manifest.limits.cpuTimeMs * REFERENCE_TIMES_LIMIT;
    const count = batches.reduce((sum, batch) => sum + batch.cases.length, 0);
    const limits: RunLimits = {
      cpuTimeMs,
      totalCpuTimeMs: cpuTimeMs * (count + 1),
      memoryMiB: selectPackMemory(exercise),
      outputKiB: PACK_OUTPUT_KIB,
    };
    const program = createReferenceProgram(exercise);
    return runCases(this.#pool, program, seed, limits, batches, options);
  }

  /** Runs a changed reference, already bundled, until the first limit it hits in a batch. */
  async runMutant(
    exercise: Exercise,
    bundled: string,
    seed: number,
    limits: Pick<RunLimits, "cpuTimeMs" | "totalCpuTimeMs">,
    inputs: string[],
  ) {
    const program: Program = { ...createReferenceProgram(exercise), source: bundled, keep: false };
    return runCases(
      this.#pool,
      program,
      seed,
      { ...limits, memoryMiB: selectPackMemory(exercise), outputKiB: PACK_OUTPUT_KIB },
      [{ isolate: 0, cases: inputs }],
    );
  }

  /** Generated inputs as cases: the reference's answers are the expected outputs. */
  async #answerCases(
    exercise: Exercise,
    generated: Value,
    naming: (i: number) => { name: string; index: number | undefined },
    seed: number,
  ): Promise<TestCase[]> {
    if (!Array.isArray(generated))
      throw new JudgeError("judge.generator", { why: "no-cases", detail: "" });
    const inputs = generated.map((item) => readGenerated(item));
    const texts = inputs.map(({ input }) => encodeValue(input));
    const answers = texts.length === 0 ? [] : await this.#askReference(exercise, texts, seed);
    return inputs.map(({ input, tolerance }, i) => ({
      ...naming(i),
      title: undefined,
      inputText: texts[i]!,
      input,
      expected: dropTexts(answers[i], exercise.manifest.figures),
      tolerance: resolveTolerance(tolerance, {}, exercise.manifest),
      hint: undefined,
    }));
  }

  async #askReference(exercise: Exercise, inputs: string[], seed: number): Promise<Value[]> {
    const { problem, load, outcomes } = await this.runReference(exercise, seed, [
      { isolate: 0, cases: inputs },
    ]);
    if (problem !== null) throw new JudgeError("judge.reference", describeCompileProblem(problem));
    if (load !== null) throw new JudgeError("judge.reference", describeOutcome(load));
    return outcomes[0]!.map((outcome, i) => {
      if (outcome.kind !== "value")
        throw new JudgeError("judge.reference", {
          ...describeOutcome(outcome),
          input: inputs[i]!.slice(0, 200),
        });
      return outcome.value;
    });
  }

  async #callGenerator(exercise: Exercise, exportName: string, args: Value[]): Promise<Value> {
    const { generator } = exercise.modules;
    const [value] = await invokeModule(
      this.#pool,
      generator!,
      exportName,
      [args],
      "judge.generator",
    );
    return value;
  }

  async #callValidator(exercise: Exercise, exportName: string, inputs: Value[]): Promise<Value[]> {
    const { validator } = exercise.modules;
    const lists = inputs.map((input) => [input]);
    return invokeModule(this.#pool, validator!, exportName, lists, "judge.validator");
  }
}

/** Stays loaded, unless `keep` is changed. */
export function createReferenceProgram(exercise: Exercise): Program {
  const { driver, reference } = exercise.modules;
  return {
    source: reference!,
    fileName: "reference.ts",
    language: "bundled",
    keep: true,
    driver: driver ?? null,
    exports: exercise.manifest.exports.map(({ name }) => name),
  };
}

function selectPackMemory(exercise: Exercise): number {
  return Math.max(PACK_MEMORY_MIB, exercise.manifest.limits.memoryMiB);
}

function weighCases(cases: TestCase[]): number {
  return cases.reduce(
    (sum, { input, inputText, expected }) =>
      sum + inputText.length + weighValue(input) + weighValue(expected),
    0,
  );
}

/** A text that a figure shows is different for each submission, so it is not compared. */
export function dropTexts(value: Value, figures: FigureManifest[]): Value {
  if (!isRecord(value)) return value;
  const texts = listTextFields(figures);
  return Object.fromEntries(Object.entries(value).filter(([field]) => !texts.includes(field)));
}

function readGenerated(item: Value): {
  input: Value;
  tolerance:
    | { rtol?: number; atol?: number; fields?: Record<string, { rtol: number; atol: number }> }
    | undefined;
} {
  if (!isRecord(item) || !Object.hasOwn(item, "input")) {
    throw new JudgeError("judge.generator", {
      why: "no-input",
      detail: formatValue(item, 100),
    });
  }
  return { input: item["input"], tolerance: item["tolerance"] as never };
}

function readOpinion(value: Value): Opinion | null {
  if (value === null || value === undefined) return null;
  if (!isRecord(value) || typeof value["accepted"] !== "boolean")
    throw new JudgeError("judge.checker", { why: "returned", detail: formatValue(value, 100) });
  const note = value["note"];
  return { accepted: value["accepted"], note: isLocalized(note) ? note : null };
}

function isLocalized(value: Value): value is Localized {
  return isRecord(value) && typeof value["en"] === "string" && typeof value["zh-CN"] === "string";
}

/** A checker is given data; null stands for a value that is not data. */
function dropOpaque(value: Value): Value {
  return value instanceof Opaque ? null : value;
}
