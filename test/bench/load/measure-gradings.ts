// Grades each sample of bench:load alone, before anything else runs: its report, and the CPU time
// that grading takes. Simulated workers answer with these reports after these times.

import { createGrader, type Grader } from "../../../grader/index.ts";
import type { Exercise } from "../../../grader/doors/packs.ts";
import type { Report } from "../../../grader/doors/reports.ts";
import { deriveCaseSeed } from "../../../grader/seeds.ts";
import { LLM_PRIMER, load } from "../../support/packs.ts";
import type { BareProgram } from "../bare.ts";
import { makeBareProgram, measureBare } from "../measure-bare.ts";
import { measureCpu } from "../measure-cpu.ts";
import { LOAD_EXERCISES, type Sample } from "./samples.ts";

/** CPU times of other processes come in steps of 10 ms, so several runs are measured together. */
const RUNS = 5;

export interface MeasuredGrading {
  exercise: string;
  /** Of the sample, without the comment of one submission. */
  source: string;
  report: Report;
  /** Of the process that judges and explains. */
  parentCpuMs: number;
  slotsCpuMs: number;
  /** Of the same code called for the same cases, in one process without walls. */
  bareCpuMs: number;
}

export async function measureGradings(samples: Sample[]): Promise<MeasuredGrading[]> {
  const grader = createGrader();
  const measured: Omit<MeasuredGrading, "bareCpuMs">[] = [];
  const programs: BareProgram[] = [];
  try {
    await grader.open();
    const exercises = await Promise.all(LOAD_EXERCISES.map((id) => load(LLM_PRIMER, id)));
    for (const { exercise: id, source, fileName } of samples) {
      const exercise = exercises.find((one) => one.id === id)!;
      const request = { exercise, source: new TextEncoder().encode(source), fileName };
      // The first run makes the cases of this submission's seed.
      const report = await grader.grade(request);
      const cpuMs = await measureCpu(async () => {
        for (let i = 0; i < RUNS; i += 1) await grader.grade(request);
      });
      measured.push({
        exercise: id,
        source,
        report,
        parentCpuMs: cpuMs.own / RUNS,
        slotsCpuMs: cpuMs.slots / RUNS,
      });
      programs.push(makeBareProgram(exercise, source, await listInputs(grader, exercise, report)));
    }
  } finally {
    await grader.close();
  }
  const bare = await measureBare({ count: RUNS, programs });
  return measured.map((one, i) => ({ ...one, bareCpuMs: bare[i]!.cpuMs }));
}

async function listInputs(
  { programs }: Grader,
  exercise: Exercise,
  { receipt: { seed, hiddenSeed } }: Report,
): Promise<string[]> {
  const cases = exercise.groups.map((group) =>
    programs.prepareCases(
      exercise,
      group,
      group.visible || hiddenSeed === undefined ? seed : deriveCaseSeed(hiddenSeed),
    ),
  );
  return (await Promise.all(cases)).flat().map(({ inputText }) => inputText);
}
