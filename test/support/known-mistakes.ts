// Grades examples and mixed pairs of an exercise, and measures how far each known mistake agrees
// with them.

import type { GradeRequest, Grader } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import {
  type AnsweredCase,
  computeShare,
  findWrongFields,
  measureAgreement,
} from "../../grader/explain/agreement.ts";
import { isSameBehaviour, readAnswered } from "../../grader/explain/misconception.ts";
import { mixPairs } from "./mixed-mistakes.ts";
import { bytes } from "./packs.ts";

export interface GradedProgram {
  /** Example file names: one, or the two of a mixed pair. */
  names: string[];
  kind: "accepted" | "wrong" | "pair";
  report: Report;
  answered: AnsweredCase[];
  /** The misconceptions that it contains; empty if the pack has none for it. */
  wanted: string[];
}

/** In the check of packs and here, so that the generated cases are the same. */
const SEED = 1;

export async function gradeExamples(grader: Grader, exercise: Exercise): Promise<GradedProgram[]> {
  const graded: GradedProgram[] = [];
  for (const { folder, fileName, source } of exercise.examples) {
    if (folder !== "accepted" && folder !== "wrong_answer") continue;
    const kind = folder === "accepted" ? folder : "wrong";
    graded.push(await gradeProgram(grader, exercise, kind, [fileName], source));
  }
  return graded;
}

/** At most `count` pairs that are wrong and behave unlike both examples, spread over all pairs. */
export async function gradePairs(
  grader: Grader,
  exercise: Exercise,
  examples: GradedProgram[],
  count: number,
): Promise<GradedProgram[]> {
  const pairs = mixPairs(exercise);
  const step = Math.max(1, Math.floor(pairs.length / count));
  const graded: GradedProgram[] = [];
  for (const { names, source } of pairs.filter((_, i) => i % step === 0).slice(0, count)) {
    const pair = await gradeProgram(grader, exercise, "pair", names, source);
    const parts = examples.filter((example) => names.includes(example.names[0]!));
    if (pair.report.verdict !== "accepted" && !parts.some((part) => behavesLike(part, pair)))
      graded.push(pair);
  }
  return graded;
}

async function gradeProgram(
  grader: Grader,
  exercise: Exercise,
  kind: GradedProgram["kind"],
  names: string[],
  source: string,
): Promise<GradedProgram> {
  const answered: AnsweredCase[] = [];
  const request: GradeRequest = {
    exercise,
    source: bytes(source),
    fileName: names[0]!,
    seed: SEED,
    groups: "visible",
    forCheck: {
      observe: (_, cases, outcomes, judged) =>
        answered.push(...readAnswered(cases, outcomes, judged)),
    },
  };
  const report = await grader.grade(request);
  const wanted = names.flatMap((name) => findWanted(exercise, name));
  return { names, kind, report, answered, wanted };
}

function findWanted(exercise: Exercise, fileName: string): string[] {
  const own = exercise.misconceptions.filter(({ example }) => example.fileName === fileName);
  const named = exercise.examples.find(
    (example) => example.fileName === fileName && example.folder === "wrong_answer",
  )?.misconception;
  return [...own.map(({ id }) => id), ...(named === undefined ? [] : [named])];
}

function behavesLike(a: GradedProgram, b: GradedProgram): boolean {
  return isSameBehaviour(a.answered, readOutputs(a), readOutputs(b));
}

function readOutputs({ answered }: GradedProgram) {
  return answered.map(({ output }) => output);
}

/** The largest agreement with a known mistake that the program contains, and with any other. */
export function measureShares(
  program: GradedProgram,
  exercise: Exercise,
  examples: GradedProgram[],
): { right: number; other: number } {
  const { answered, wanted } = program;
  const wrong = findWrongFields(answered, readOutputs(program));
  const best = { right: 0, other: 0 };
  for (const { id, example } of exercise.misconceptions) {
    const known = examples.find(
      ({ kind, names }) => kind === "wrong" && names[0] === example.fileName,
    );
    if (known === undefined) continue;
    const outputs = readOutputs(known);
    const agreement = measureAgreement(
      answered,
      wrong,
      outputs,
      findWrongFields(answered, outputs),
    );
    const side = wanted.includes(id) ? "right" : "other";
    best[side] = Math.max(best[side], computeShare(agreement));
  }
  return best;
}
