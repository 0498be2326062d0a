// Runs the starter, the reference and the examples of an exercise as often as the checks need:
// again, with the cases in another order, and what should be accepted with other fresh cases too.
// Each run is made once and looked at by several checks.

import type { CheckOptions, GradeRequest } from "../grade-request.ts";
import type { Grader } from "../create-grader.ts";
import type { Tolerance } from "../compare/tolerance.ts";
import { refusePrevented } from "./prevented.ts";
import { selectOutput } from "../explain/misconception.ts";
import type { Judged } from "../judge.ts";
import type { Example } from "../pack/examples.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { ExerciseLimits } from "../pack/schema.ts";
import { type Report, removeUsage } from "../report.ts";
import type { Value } from "../sandbox/codec.ts";

/** The seed of most runs, and another for what must hold whatever the seed. */
export const SEED = 1;
export const OTHER_SEEDS = [20_260_101];
const ORDER_SEED = 99;

/** What should be accepted must be so with this share of the memory. */
export const MEMORY_SHARE = 1 / 3;
/** An error so many times the tolerance leaves no doubt; see margins.ts. */
export const FAR_TIMES = 10;

/** What should hit a limit must hit one so much larger too (in a thorough check). */
export const LIMIT_STRETCH = 1.25;

export interface JudgedCase {
  group: string;
  visible: boolean;
  name: string;
  tolerance: Tolerance;
  judged: Judged;
  output: Value | undefined;
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
  /**
   * The same once more, and the same cases in another order (and, where it should be accepted, with
   * a third of the memory); in a thorough check.
   */
  again: Run | undefined;
  shuffled: Run | undefined;
  /** The limits were LIMIT_STRETCH times as large as the exercise has them. */
  stretched: boolean;
  /** The same again, because the first seemed slow: looked at for their times alone. */
  timed: Run[];
  /** With other seeds: the reference, and in a thorough check what should be accepted. */
  others: Run[];
}

export const LIMIT_FOLDERS: Subject["folder"][] = [
  "time_limit_exceeded",
  "memory_limit_exceeded",
  "output_limit_exceeded",
];

/** The reference first: the others are judged by it. */
export function listSubjects(exercise: Exercise): Subject[] {
  const own: Subject[] = [
    {
      file: "reference.ts",
      folder: "reference",
      example: undefined,
      source: "// the reference",
      fileName: "reference.ts",
    },
    {
      file: "starter.ts",
      folder: "starter",
      example: undefined,
      source: exercise.starter,
      fileName: "starter.ts",
    },
  ];
  return [
    ...own,
    ...exercise.examples.map((example): Subject => ({
      file: `submissions/${example.folder}/${example.fileName}`,
      folder: example.folder,
      example,
      source: example.source,
      fileName: example.fileName,
    })),
  ];
}

/** In a thorough check three times, else as often as the verdict needs. */
export async function runSubject(
  grader: Grader,
  exercise: Exercise,
  subject: Subject,
  thorough: boolean,
): Promise<SubjectRuns> {
  const once = {
    subject,
    again: undefined,
    shuffled: undefined,
    stretched: false,
    timed: [],
    others: [],
  };
  // The first group that hits the limit will do: each would cost as much again. And it depends on
  // the machine, so one run tells as much as three.
  if (LIMIT_FOLDERS.includes(subject.folder)) {
    const asked = thorough ? withLimits(exercise, stretch(exercise.manifest.limits)) : exercise;
    return {
      ...once,
      first: await run(grader, asked, subject, SEED, { untilLimit: true }),
      stretched: thorough,
    };
  }
  const first =
    (thorough ? undefined : await runVisible(grader, exercise, subject)) ??
    (await run(grader, exercise, subject, SEED));
  const otherSeeds =
    subject.folder === "reference" || (thorough && subject.folder === "accepted")
      ? OTHER_SEEDS
      : [];
  const others = Promise.all(otherSeeds.map((seed) => run(grader, exercise, subject, seed)));
  // Nothing more can be learnt from what cannot be graded.
  if (!thorough || first.report.verdict === "judge-error")
    return { ...once, first, others: await others };

  const limits =
    subject.folder === "accepted" ? tighten(exercise.manifest.limits) : exercise.manifest.limits;
  const same = run(grader, exercise, subject, SEED);
  const tight = run(grader, withLimits(exercise, limits), subject, SEED, { orderSeed: ORDER_SEED });
  // All together: one that fails is not to leave another's failure to nobody.
  const [again, shuffled, otherRuns] = await Promise.all([same, tight, others]);
  return { ...once, first, again, shuffled, others: otherRuns };
}

/** As the first run was made, `count` times, one after the other. */
export async function runForTime(
  grader: Grader,
  exercise: Exercise,
  subject: Subject,
  count: number,
): Promise<Run[]> {
  const runs: Run[] = [];
  while (runs.length < count) runs.push(await run(grader, exercise, subject, SEED));
  return runs;
}

/** Every group, once. */
export async function runWhole(grader: Grader, exercise: Exercise, subject: Subject): Promise<Run> {
  return run(grader, exercise, subject, SEED);
}

/**
 * Only the visible groups of what should fail, where they show all that is asked of it: that it
 * fails, and by far.
 */
async function runVisible(
  grader: Grader,
  exercise: Exercise,
  subject: Subject,
): Promise<Run | undefined> {
  const { folder, example } = subject;
  const wanted =
    folder === "wrong_answer"
      ? "wrong-answer"
      : folder === "run_time_error"
        ? "run-time-error"
        : undefined;
  if (wanted === undefined || Object.keys(example!.groups).length > 0) return undefined;
  const shown = await run(grader, exercise, subject, SEED, {}, "visible");
  const times = Math.max(
    0,
    ...shown.cases.map(({ judged }) => judged.comparison?.worstTimesTolerance ?? Infinity),
  );
  return shown.report.verdict === wanted && times >= FAR_TIMES ? shown : undefined;
}

async function run(
  grader: Grader,
  exercise: Exercise,
  subject: Subject,
  seed: number,
  options: Pick<CheckOptions, "orderSeed" | "untilLimit"> = {},
  groups: GradeRequest["groups"] = "all",
): Promise<Run> {
  const byGroup = new Map<string, JudgedCase[]>();
  const request: GradeRequest = {
    exercise,
    source: new TextEncoder().encode(subject.source),
    fileName: subject.fileName,
    seed,
    // One seed for all groups, as for everything else that the check asks of the pack.
    hiddenSeed: seed,
    groups,
    forCheck: {
      ...options,
      unexplained: true,
      observe: ({ manifest: { id }, visible }, cases, outcomes, judged) => {
        const all = cases.map(({ name, tolerance }, i) => ({
          group: id,
          visible,
          name,
          tolerance,
          judged: judged[i]!,
          output: selectOutput(outcomes[i]!),
          cpuTimeMs: outcomes[i]!.cpuTimeMs,
        }));
        byGroup.set(id, all);
      },
    },
  };
  if (subject.folder === "reference") request.asPack = { bundled: exercise.modules.reference! };
  const report = await grader.grade(request);
  refusePrevented(report);
  return {
    report,
    cases: exercise.groups.flatMap(({ manifest: { id } }) => byGroup.get(id) ?? []),
  };
}

/**
 * The path of the first thing in which two runs' reports differ, times aside; undefined where they
 * are the same.
 */
export function findDifference(a: Run, b: Run): string | undefined {
  return differenceAt(removeUsage(a.report), removeUsage(b.report), "");
}

function differenceAt(a: unknown, b: unknown, path: string): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return path === "" ? "." : path;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = differenceAt(left[key], right[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function withLimits(exercise: Exercise, limits: ExerciseLimits): Exercise {
  return { ...exercise, manifest: { ...exercise.manifest, limits } };
}

/**
 * Near the limit of its memory a program spends its time on collecting garbage: that is not to be
 * what stops it.
 */
function tighten(limits: ExerciseLimits): ExerciseLimits {
  const { cpuTimeMs, totalCpuTimeMs, memoryMiB } = limits;
  return {
    ...limits,
    memoryMiB: Math.max(8, Math.floor(memoryMiB * MEMORY_SHARE)),
    cpuTimeMs: cpuTimeMs * COLLECTING_TIMES,
    totalCpuTimeMs: totalCpuTimeMs * COLLECTING_TIMES,
  };
}

const COLLECTING_TIMES = 4;

function stretch(limits: ExerciseLimits): ExerciseLimits {
  const longer = (value: number) => Math.ceil(value * LIMIT_STRETCH);
  return {
    cpuTimeMs: longer(limits.cpuTimeMs),
    totalCpuTimeMs: longer(limits.totalCpuTimeMs),
    memoryMiB: longer(limits.memoryMiB),
    outputKiB: longer(limits.outputKiB),
  };
}
