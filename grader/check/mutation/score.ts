// Measures how many small changes of the reference (mutants) the tests notice. Each mutant runs on
// the cheapest cases first, then on the others, until it fails one. Mutants run in pack slots.

import { judgeAll } from "../../judge.ts";
import { JudgeError } from "../../judge-error.ts";
import type { PackPrograms } from "../../pack-programs.ts";
import type { TestCase } from "../../test-case.ts";
import { bundleReference } from "../../pack/bundle.ts";
import type { Exercise } from "../../pack/exercise.ts";
import type { Problem } from "../../pack/problem.ts";
import type { MutantWaiver } from "../../pack/schema.ts";
import type { RunResult } from "../../slots/parent/case-run.ts";
import { BusyMachineError } from "../../walls/parent/busy-machine.ts";
import { makeMutants } from "./make-mutants.ts";
import { type Mutant, switchOn } from "./mutant.ts";

export interface MutationScore {
  total: number;
  killed: number;
  /** Survivors for which mutants.yaml gives a reason. */
  waived: number;
  /** killed / (total - waived); 1 if there is nothing to kill. */
  score: number;
  survivors: Mutant[];
  /** Waivers that match no surviving mutant. */
  unused: MutantWaiver[];
}

/**
 * A mutant may take this many times as long as the reference, but at least LEAST_CPU_MS, since
 * clocks are coarse.
 */
const TIMES_REFERENCE = 5;
const LEAST_CPU_MS = 40;
/**
 * A mutant that runs out of time counts as noticed only if this many times the limit is not enough
 * either: the machine may have been busy.
 */
const SECOND_CHANCE_TIMES = 4;
/**
 * The first stage: the cheapest cases that take this share of the reference's time, at least one.
 */
const FIRST_SHARE = 0.15;

interface Stage {
  cases: TestCase[];
  limits: { cpuTimeMs: number; totalCpuTimeMs: number };
}

/**
 * `source`: of the reference. `parallel`: how many mutants run at the same time. `onMutant`: called
 * after each. Throws `JudgeError` if the reference cannot be mutated or run.
 */
export async function measureMutationScore(
  programs: PackPrograms,
  exercise: Exercise,
  source: string,
  seed: number,
  parallel: number,
  onMutant: (done: number, total: number) => void,
): Promise<MutationScore> {
  const { mutants, sources } = await makeMutants(source, programs.cpuFactor).catch(
    (error: unknown) => {
      if (error instanceof BusyMachineError) throw error;
      throw new JudgeError(
        "judge.reference",
        { detail: error instanceof Error ? error.message : String(error) },
        { cause: error },
      );
    },
  );
  const bundles = {
    operators: await bundle(exercise, sources.operators),
    constants: await bundle(exercise, sources.constants),
  };
  const cases = (
    await Promise.all(exercise.groups.map((group) => programs.prepareCases(exercise, group, seed)))
  ).flat();
  const stages = {
    operators: await planStages(programs, exercise, bundles.operators, seed, cases),
    constants: await planStages(programs, exercise, bundles.constants, seed, cases),
  };

  const survived: boolean[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let i = next++; i < mutants.length; i = next++) {
      const mutant = mutants[i]!;
      survived[i] = await survives(
        programs,
        exercise,
        switchOn(mutant) + bundles[mutant.program],
        seed,
        stages[mutant.program],
      );
      onMutant(++done, mutants.length);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));

  const lines = source.split("\n");
  const isWaivedBy = (mutant: Mutant, waiver: MutantWaiver) =>
    waiver.at === lines[mutant.line - 1]!.trim() &&
    waiver.from === mutant.from &&
    waiver.to === mutant.to;
  const alive = mutants.filter((_, i) => survived[i]);
  const survivors = alive.filter(
    (mutant) => !exercise.waivers.some((waiver) => isWaivedBy(mutant, waiver)),
  );
  const waived = alive.length - survivors.length;
  const killed = mutants.length - alive.length;
  return {
    total: mutants.length,
    killed,
    waived,
    score: mutants.length === waived ? 1 : killed / (mutants.length - waived),
    survivors,
    unused: exercise.waivers.filter(
      (waiver) => !alive.some((mutant) => isWaivedBy(mutant, waiver)),
    ),
  };
}

async function bundle(exercise: Exercise, source: string): Promise<string> {
  const problems: Problem[] = [];
  const bundled = await bundleReference(
    exercise.folder,
    source,
    exercise.manifest.imports,
    `${exercise.pack}/${exercise.id}/`,
    problems,
  );
  if (bundled === undefined || problems.length > 0)
    throw new JudgeError("judge.reference", {
      why: "compile",
      detail: problems.map(({ code, params }) => params["detail"] ?? code).join("; "),
    });
  return bundled;
}

/**
 * Splits the cases into two stages, the cheaper ones first, with the limits of each. With all
 * mutants switched off, the instrumented reference must pass.
 */
async function planStages(
  programs: PackPrograms,
  exercise: Exercise,
  bundled: string,
  seed: number,
  cases: TestCase[],
): Promise<Stage[]> {
  const generous = exercise.manifest.limits.cpuTimeMs * 10;
  const run = await programs.runMutant(
    exercise,
    switchOn() + bundled,
    seed,
    { cpuTimeMs: generous, totalCpuTimeMs: generous * (cases.length + 1) },
    cases.map(({ inputText }) => inputText),
  );
  if (!(await passes(programs, exercise, cases, run)))
    throw new JudgeError("judge.reference", {
      why: "instrumented",
      detail: "",
    });
  const costs = run.outcomes[0]!.map(({ cpuTimeMs }) => cpuTimeMs);
  const order = cases.map((_, i) => i).sort((a, b) => costs[a]! - costs[b]!);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let spent = 0;
  let split = 0;
  while (
    split < order.length &&
    (split === 0 || spent + costs[order[split]!]! <= total * FIRST_SHARE)
  )
    spent += costs[order[split++]!]!;
  const createStage = (indices: number[]): Stage => {
    const times = (cpuTimeMs: number) =>
      Math.max(LEAST_CPU_MS, Math.ceil(cpuTimeMs * TIMES_REFERENCE));
    const own = indices.map((i) => costs[i]!);
    return {
      cases: indices.map((i) => cases[i]!),
      limits: {
        cpuTimeMs: times(Math.max(...own)),
        totalCpuTimeMs: times(own.reduce((sum, cost) => sum + cost, 0)),
      },
    };
  };
  return [order.slice(0, split), order.slice(split)]
    .filter((indices) => indices.length > 0)
    .map(createStage);
}

async function survives(
  programs: PackPrograms,
  exercise: Exercise,
  bundled: string,
  seed: number,
  stages: Stage[],
): Promise<boolean> {
  for (const { cases, limits } of stages) {
    const runWithin = (times: number) => {
      const widened = {
        cpuTimeMs: limits.cpuTimeMs * times,
        totalCpuTimeMs: limits.totalCpuTimeMs * times,
      };
      return programs.runMutant(
        exercise,
        bundled,
        seed,
        widened,
        cases.map(({ inputText }) => inputText),
      );
    };
    let run = await runWithin(1);
    if (isOutOfTime(run)) run = await runWithin(SECOND_CHANCE_TIMES);
    if (!(await passes(programs, exercise, cases, run))) return false;
  }
  return true;
}

function isOutOfTime({ load, outcomes }: RunResult): boolean {
  return load?.kind === "time" || outcomes.some((list) => list.some(({ kind }) => kind === "time"));
}

async function passes(
  programs: PackPrograms,
  exercise: Exercise,
  cases: TestCase[],
  { problem, load, outcomes }: RunResult,
): Promise<boolean> {
  if (problem !== null || load !== null) return false;
  const judged = await judgeAll(programs, exercise, cases, outcomes[0]!);
  return judged.every(({ verdict }) => verdict === "accepted");
}
