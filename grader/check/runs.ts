// Runs the starter, the reference and the examples of an exercise as often as the checks need: twice the same way, once with the cases in
// another order, and what should be accepted with other fresh cases too. Each run is made once and looked at by several checks.

import type { CheckOptions, GradeRequest } from "../grade.ts";
import type { Grader } from "../index.ts";
import type { Judged } from "../judge.ts";
import type { Example } from "../pack/examples.ts";
import type { Exercise } from "../pack/load.ts";
import type { ExerciseLimits } from "../pack/schema.ts";
import type { Report } from "../report.ts";

/** The seed of most runs, and others for what must hold whatever the seed. */
export const SEED = 1;
export const OTHER_SEEDS = [20_260_101, 7];
const ORDER_SEED = 99;

/** What should be accepted must be so with this share of the memory. */
export const MEMORY_SHARE = 1 / 3;
/** What should hit a limit must hit one so much larger too. */
export const LIMIT_STRETCH = 1.25;

export interface JudgedCase {
  group: string;
  name: string;
  judged: Judged;
  cpuTimeMs: number;
}

export interface Run {
  report: Report;
  cases: JudgedCase[];
}

export interface Subject {
  file: string;
  folder: Example["folder"] | "starter" | "reference";
  example: Example | undefined;
  source: string;
  fileName: string;
}

export interface SubjectRuns {
  subject: Subject;
  first: Run;
  /** The same once more; absent where a run ends at a limit, which depends on the machine. */
  again: Run | undefined;
  /** The same cases in another order, and, where it should be accepted, with a third of the memory. */
  shuffled: Run | undefined;
  /** With other seeds. */
  others: Run[];
}

export const LIMIT_FOLDERS: Subject["folder"][] = ["time_limit_exceeded", "memory_limit_exceeded", "output_limit_exceeded"];
const ACCEPTED: Subject["folder"][] = ["accepted", "reference"];

/** The reference first: the others are judged by it. */
export function subjectsOf(exercise: Exercise): Subject[] {
  const own: Subject[] = [
    { file: "reference.ts", folder: "reference", example: undefined, source: "// the reference", fileName: "reference.ts" },
    { file: "starter.ts", folder: "starter", example: undefined, source: exercise.starter, fileName: "starter.ts" },
  ];
  return [...own, ...exercise.examples.map((example): Subject => ({ file: `submissions/${example.folder}/${example.fileName}`, folder: example.folder, example, source: example.source, fileName: example.fileName }))];
}

export async function runSubject(grader: Grader, exercise: Exercise, subject: Subject): Promise<SubjectRuns> {
  const { limits } = exercise.manifest;
  if (LIMIT_FOLDERS.includes(subject.folder)) {
    // Each group would cost as much again.
    const untilLimit = Object.keys(subject.example!.groups).length === 0;
    return { subject, first: await run(grader, withLimits(exercise, stretch(limits)), subject, SEED, { untilLimit }), again: undefined, shuffled: undefined, others: [] };
  }
  const first = await run(grader, exercise, subject, SEED);
  // Nothing more can be learnt from what cannot be graded.
  if (first.report.verdict === "judge-error") return { subject, first, again: undefined, shuffled: undefined, others: [] };
  const isAccepted = ACCEPTED.includes(subject.folder);
  const tight = subject.folder === "accepted" ? { ...limits, memoryMiB: Math.max(8, Math.floor(limits.memoryMiB * MEMORY_SHARE)) } : limits;
  const [again, shuffled, ...others] = await Promise.all([
    run(grader, exercise, subject, SEED),
    run(grader, withLimits(exercise, tight), subject, SEED, { orderSeed: ORDER_SEED }),
    ...(isAccepted ? OTHER_SEEDS : []).map((seed) => run(grader, exercise, subject, seed)),
  ]);
  return { subject, first, again, shuffled, others };
}

async function run(grader: Grader, exercise: Exercise, subject: Subject, seed: number, options: Pick<CheckOptions, "orderSeed" | "untilLimit"> = {}): Promise<Run> {
  const byGroup = new Map<string, JudgedCase[]>();
  const request: GradeRequest = {
    exercise,
    source: new TextEncoder().encode(subject.source),
    fileName: subject.fileName,
    seed,
    forCheck: {
      ...options,
      keepInputs: true,
      observe: ({ manifest: { id } }, cases, outcomes, judged) => {
        byGroup.set(id, cases.map(({ name }, i) => ({ group: id, name, judged: judged[i]!, cpuTimeMs: outcomes[i]!.cpuTimeMs })));
      },
    },
  };
  if (subject.folder === "reference") request.asPack = { bundled: exercise.modules.reference! };
  const report = await grader.grade(request);
  return { report, cases: exercise.groups.flatMap(({ manifest: { id } }) => byGroup.get(id) ?? []) };
}

function withLimits(exercise: Exercise, limits: ExerciseLimits): Exercise {
  return { ...exercise, manifest: { ...exercise.manifest, limits } };
}

function stretch(limits: ExerciseLimits): ExerciseLimits {
  const longer = (value: number) => Math.ceil(value * LIMIT_STRETCH);
  return { cpuTimeMs: longer(limits.cpuTimeMs), totalCpuTimeMs: longer(limits.totalCpuTimeMs), memoryMiB: longer(limits.memoryMiB), outputKiB: longer(limits.outputKiB) };
}
