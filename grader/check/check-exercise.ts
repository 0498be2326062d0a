// Checks an exercise: every condition that must be met before anyone is graded with it. The checks
// run in this order, the cheapest first. Each is in a file of its own.
//
//   files        pack/                manifest, stray files, languages, modules that bundle
//   contents     to-do.ts, texts.ts, starter.ts, examples.ts (enough of them), identical-examples.ts, limits.ts,
//                knobs.ts             the blocks of knobs in statements
//                types.ts             all TypeScript, and the functions that Gradus calls
//                driver-secrets.ts, case-tolerance.ts, repeated-cases.ts, scripts.ts
//   stored       provenance.ts        sources, reference against stored outputs, second oracles, forgotten fields
//                worked-examples.ts   the results that statements show
//                knobs.ts             what the reference answers for the knobs of a statement
//                writing.ts           the reference's language model, if the exercise trains one
//   fresh        generators.ts        valid inputs, edge classes, shrinking
//                validator.ts, edge-classes.ts, repeated-cases.ts, group-weight.ts
//                field-names.ts       what reports call the fields of outputs
//                promised-bounds.ts   how large an input may be, by the statement
//   runs         runs.ts              reference, starter and examples, several times each
//                examples.ts          verdicts, misconceptions, same report again
//                margins.ts           tolerances, time, memory
//   mutants      mutation/score.ts    how many changes of the reference the tests notice

import type { Grader } from "../create-grader.ts";
import { readText } from "../pack/files.ts";
import type { Exercise, Pack } from "../pack/exercise.ts";
import { readExercise } from "../pack/read-exercise.ts";
import { checkCaseTolerances } from "./case-tolerance.ts";
import { checkFieldNames } from "./field-names.ts";
import { checkDriverSecrets } from "./driver-secrets.ts";
import { checkEdgeClasses } from "./edge-classes.ts";
import { checkExamplesEnough, checkMisconceptions, checkRuns } from "./examples.ts";
import { type CheckProblem, type Finding, bindFinding } from "./finding.ts";
import { checkGenerators } from "./generators.ts";
import {
  checkGroupsRefuse,
  checkThoughtlessAnswers,
  checkThoughtlessPrograms,
} from "./group-weight.ts";
import { checkIdenticalExamples } from "./identical-examples.ts";
import { checkKnobsAnswers, checkKnobsBlocks } from "./knobs.ts";
import { checkLimits } from "./limits.ts";
import {
  checkMargins,
  checkMemory,
  isTight,
  type Margins,
  measureMargins,
  TIMED_AGAIN,
} from "./margins.ts";
import { measureMutationScore, type MutationScore } from "./mutation/score.ts";
import { type Prevented, readPrevention } from "./unfinished-checks.ts";
import { checkPromisedBounds } from "./promised-bounds.ts";
import { checkProvenance, checkStoredOutputs, listLibraries } from "./provenance.ts";
import { checkFreshRepeats, checkStoredRepeats } from "./repeated-cases.ts";
import {
  runForTime,
  runSubject,
  runWhole,
  SEED,
  type Subject,
  listSubjects,
  type SubjectRuns,
} from "./runs.ts";
import { checkScripts } from "./scripts.ts";
import { checkStarterAnswer } from "./starter.ts";
import { checkStarterLanguages } from "./starter-languages.ts";
import { checkTexts } from "./texts.ts";
import { checkToDo } from "./to-do.ts";
import { checkTypes } from "./types.ts";
import { checkValidator } from "./validator.ts";
import { checkWorkedExamples } from "./worked-examples.ts";
import { checkWriting, checkWritingTexts } from "./writing.ts";
import { explainError } from "./blamed-file.ts";

export interface ExerciseCheck {
  pack: string;
  id: string;
  problems: CheckProblem[];
  examples: { accepted: number; other: number };
  cases: { stored: number; generated: number };
  /** "scikit-learn 1.2.1" */
  libraries: string[];
  /** null if an earlier check failed, so that nothing was run. */
  margins: Margins | null;
  /** null if it was not requested, or if an earlier check failed. */
  mutation: MutationScore | null;
  /**
   * The reason why the check could not be finished, if the machine is the cause. Then null above
   * has no meaning.
   */
  prevented: Prevented | null;
  wallTimeMs: number;
}

export interface ExerciseCheckOptions {
  /** A thorough check: also measures the mutation score, and runs examples more often (runs.ts). */
  mutants: boolean;
  /** How many mutants run at the same time. */
  parallel: number;
  /** `done` of `total` steps; both grow. */
  onProgress?: (done: number, total: number) => void;
}

export async function checkExercise(
  grader: Grader,
  pack: Pack,
  id: string,
  options: Partial<ExerciseCheckOptions> = {},
): Promise<ExerciseCheck> {
  const startedMs = performance.now();
  const { exercise, problems } = await readExercise(pack, id);
  const result: ExerciseCheck = {
    pack: pack.manifest.id,
    id,
    problems: problems.map((one) => ({ kind: "problem", severity: "error", ...one })),
    examples: { accepted: 0, other: 0 },
    cases: { stored: 0, generated: 0 },
    libraries: [],
    margins: null,
    mutation: null,
    prevented: null,
    wallTimeMs: 0,
  };
  if (exercise !== undefined) {
    const accepted = exercise.examples.filter(({ folder }) => folder === "accepted").length;
    result.examples = { accepted, other: exercise.examples.length - accepted };
    result.cases.stored = exercise.groups.reduce((sum, group) => sum + group.cases.length, 0);
    result.cases.generated = exercise.groups.reduce(
      (sum, group) => sum + (group.manifest.generate?.cases ?? 0),
      0,
    );
    result.libraries = listLibraries(exercise);
    const findings = await new ExerciseChecker(
      grader,
      exercise,
      pack.manifest.mutationFloor,
      { mutants: false, parallel: 1, ...options },
      result,
    ).run();
    const order = (file: string, line: number) => `${file} ${String(line).padStart(6, "0")}`;
    result.problems.push(
      ...findings.sort((a, b) => (order(a.file, a.line) < order(b.file, b.line) ? -1 : 1)),
    );
  }
  result.wallTimeMs = performance.now() - startedMs;
  return result;
}

/** The work of a mutant, compared with one run of an example. */
const STEPS_PER_MUTANT = 0.2;

class ExerciseChecker {
  readonly #grader: Grader;
  readonly #exercise: Exercise;
  readonly #floor: number | undefined;
  readonly #options: ExerciseCheckOptions;
  readonly #result: ExerciseCheck;
  #done = 0;
  #total = 0;

  constructor(
    grader: Grader,
    exercise: Exercise,
    floor: number | undefined,
    options: ExerciseCheckOptions,
    result: ExerciseCheck,
  ) {
    this.#grader = grader;
    this.#exercise = exercise;
    this.#floor = floor;
    this.#options = options;
    this.#result = result;
  }

  async run(): Promise<CheckProblem[]> {
    const exercise = this.#exercise;
    const subjects = listSubjects(exercise);
    this.#total = subjects.length + 2;
    const text = readText(exercise.folder, "reference.ts", "", []) ?? "";
    const contents: CheckProblem[] = [
      ...checkToDo(exercise),
      ...(await checkTexts(exercise)),
      ...checkKnobsBlocks(exercise),
      ...checkExamplesEnough(exercise),
      ...checkProvenance(exercise),
      ...checkStarterAnswer(exercise, text),
      ...checkStarterLanguages(exercise),
      ...checkLimits(exercise),
      ...checkScripts(exercise),
      ...checkCaseTolerances(exercise),
      ...checkStoredRepeats(exercise),
      ...checkDriverSecrets(exercise, text),
    ];
    const writingTexts = checkWritingTexts(exercise);
    contents.push(...writingTexts);
    try {
      contents.push(
        ...(await checkIdenticalExamples(exercise)),
        ...(await checkTypes(exercise, this.#grader.requiredWalls)),
      );
      this.#step(1);
      // If the reference or the generator fails, later checks would only repeat that.
      const stored = await checkStoredOutputs(this.#grader.programs, exercise);
      contents.push(...stored);
      if (stored.some(({ code }) => code !== "field-forgotten")) return contents;
      contents.push(
        ...(await checkWorkedExamples(this.#grader.programs, exercise)),
        ...(await checkKnobsAnswers(this.#grader.programs, exercise)),
        ...(writingTexts.length > 0 ? [] : await checkWriting(this.#grader, exercise)),
      );
      const fresh = await checkGenerators(this.#grader.programs, exercise, this.#options.mutants);
      if (fresh.length > 0) return [...contents, ...fresh];
      contents.push(
        ...(await this.#checkCases()),
        ...(await checkFieldNames(this.#grader.programs, exercise)),
        ...(await checkPromisedBounds(this.#grader.programs, exercise)),
      );
      this.#step(1);
      const runOne = (subject: Subject) =>
        runSubject(this.#grader, exercise, subject, this.#options.mutants).finally(() =>
          this.#step(1),
        );
      const reference = await runOne(subjects[0]!);
      const basis = checkRuns(exercise, reference);
      if (basis.length > 0) return [...contents, ...basis];
      const runs = [reference, ...(await Promise.all(subjects.slice(1).map(runOne)))];
      const findings = [...contents, ...this.#judge(await this.#timeAgain(runs))];
      const whole = (subject: Subject) => runWhole(this.#grader, exercise, subject);
      findings.push(
        ...(await checkThoughtlessPrograms(exercise, whole)),
        ...(await checkGroupsRefuse(exercise, runs, whole)),
      );
      if (this.#options.mutants && !findings.some(({ severity }) => severity === "error"))
        findings.push(...(await this.#mutate(text)));
      return findings;
    } catch (error) {
      const prevented = readPrevention(error);
      if (prevented === undefined) return [...contents, this.#judgeError(error)];
      this.#result.prevented = prevented;
      return contents;
    }
  }

  /** Checks that use the prepared cases but run no submission. */
  async #checkCases(): Promise<Finding[]> {
    const { programs } = this.#grader;
    const checks = [checkValidator, checkEdgeClasses, checkFreshRepeats, checkThoughtlessAnswers];
    return (await Promise.all(checks.map((checkOne) => checkOne(programs, this.#exercise)))).flat();
  }

  async #timeAgain(runs: SubjectRuns[]): Promise<SubjectRuns[]> {
    return Promise.all(
      runs.map(async (one) => {
        if (!isTight(one, this.#exercise)) return one;
        return {
          ...one,
          timed: await runForTime(this.#grader, this.#exercise, one.subject, TIMED_AGAIN),
        };
      }),
    );
  }

  #judge(runs: SubjectRuns[]): Finding[] {
    const exercise = this.#exercise;
    this.#result.margins = measureMargins(runs, exercise);
    return [
      ...checkMisconceptions(exercise, runs),
      ...runs.flatMap((one) => [...checkRuns(exercise, one), ...checkMemory(exercise, one)]),
      ...checkMargins(exercise, this.#result.margins),
    ];
  }

  async #mutate(reference: string): Promise<Finding[]> {
    const finding = bindFinding(this.#exercise);
    let seen = 0;
    const score = await measureMutationScore(
      this.#grader.programs,
      this.#exercise,
      reference,
      SEED,
      this.#options.parallel,
      (done, total) => {
        if (seen === 0) this.#total += total * STEPS_PER_MUTANT;
        this.#step((done - seen) * STEPS_PER_MUTANT);
        seen = done;
      },
    );
    this.#result.mutation = score;
    const findings = score.unused.map((waiver) =>
      finding("waiver-unused", "mutants.yaml", { at: waiver.at, from: waiver.from, to: waiver.to }),
    );
    if (this.#floor === undefined || score.score >= this.#floor) return findings;
    const percent = (share: number) => (Math.floor(share * 1000) / 10).toFixed(1);
    return [
      ...findings,
      finding("mutation-score", "reference.ts", {
        percent: percent(score.score),
        floor: percent(this.#floor),
        survivors: score.survivors.length,
      }),
    ];
  }

  #judgeError(error: unknown): Finding {
    const { file, params } = explainError(error);
    return bindFinding(this.#exercise)("judge-error", file, params);
  }

  #step(by: number): void {
    this.#done += by;
    this.#options.onProgress?.(this.#done, this.#total);
  }
}
