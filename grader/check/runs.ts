// Runs the starter, the reference and the examples of an exercise as often as the checks need:
// twice, with the cases in another order, and, if they should be accepted, with other generated
// cases. Each run serves several checks.

import type { CheckOptions, GradeRequest } from "../grade-request.ts";
import type { Grader } from "../create-grader.ts";
import type { Tolerance } from "../compare/tolerance.ts";
import { throwIfPrevented } from "./unfinished-checks.ts";
import { selectOutput } from "../explain/misconception.ts";
import type { Judged } from "../judge.ts";
import type { Example } from "../pack/examples.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { ExerciseLimits } from "../pack/schema.ts";
import { type Report, removeUsage, type Verdict } from "../report.ts";
import type { Value } from "../isolate/codec.ts";

/** The seed of most runs, and other seeds for checks that must pass with any seed. */
export const SEED = 1;
export const OTHER_SEEDS = [20_260_101];
const ORDER_SEED = 99;

/** Accepted examples must also pass with this share of the memory. */
export const MEMORY_SHARE = 1 / 3;
/** An error of this many times the tolerance is clearly wrong; see margins.ts. */
export const FAR_TIMES = 10;

/** In a thorough check, examples that should hit a limit must hit one this much larger too. */
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
  /** The same run again. Only in a thorough check. */
  again: Run | undefined;
  /**
   * The same cases in another order; if it should be accepted, with MEMORY_SHARE of the memory.
   * Only in a thorough check.
   */
  shuffled: Run | undefined;
  /** The limits were LIMIT_STRETCH times those of the exercise. */
  stretched: boolean;
  /** More of the same runs, because the first seemed slow. Only their times are used. */
  timed: Run[];
  /** With other seeds: for the reference, and in a thorough check for accepted examples. */
  others: Run[];
}

export const LIMIT_FOLDERS: Subject["folder"][] = [
  "time_limit_exceeded",
  "memory_limit_exceeded",
  "output_limit_exceeded",
];

/** The reference is first, since the others are judged by it. */
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

/** In a thorough check three times, otherwise only as often as the verdict needs. */
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
  // One group that hits the limit is enough; each costs as much again. More runs would give no new
  // information.
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
  // If it cannot be graded, more runs are useless.
  if (!thorough || first.report.verdict === "judge-error")
    return { ...once, first, others: await others };

  const limits =
    subject.folder === "accepted" ? tighten(exercise.manifest.limits) : exercise.manifest.limits;
  const same = run(grader, exercise, subject, SEED);
  const tight = run(grader, withLimits(exercise, limits), subject, SEED, { orderSeed: ORDER_SEED });
  // Awaited together, so that if one fails, the errors of the others are handled too.
  const [again, shuffled, otherRuns] = await Promise.all([same, tight, others]);
  return { ...once, first, again, shuffled, others: otherRuns };
}

/** Repeats the first run `count` times, one after the other. */
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

/** Runs every group once. */
export async function runWhole(grader: Grader, exercise: Exercise, subject: Subject): Promise<Run> {
  return run(grader, exercise, subject, SEED);
}

const VISIBLE_VERDICTS: Partial<Record<Subject["folder"], Verdict>> = {
  wrong_answer: "wrong-answer",
  run_time_error: "run-time-error",
};

/**
 * For an example that should fail: runs only its visible groups. undefined if they do not show that
 * it fails clearly, or if submissions.yaml expects something of single groups.
 */
async function runVisible(
  grader: Grader,
  exercise: Exercise,
  subject: Subject,
): Promise<Run | undefined> {
  const { folder, example } = subject;
  const wanted = VISIBLE_VERDICTS[folder];
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
    // One seed for all groups, as everywhere in the check.
    hiddenSeed: seed,
    groups,
    forCheck: {
      ...options,
      explanations: [],
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
  throwIfPrevented(report);
  return {
    report,
    cases: exercise.groups.flatMap(({ manifest: { id } }) => byGroup.get(id) ?? []),
  };
}

/**
 * The path of the first difference between two runs' reports, ignoring times; undefined if none.
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
 * Less memory but more time: close to its memory limit, a program spends much time on collecting
 * garbage, and that must not be what stops it.
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
