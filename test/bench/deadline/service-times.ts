// How long grading takes here: one right and one wrong submission of each exercise in llm-primer,
// each graded alone. Measured is the CPU time of this process and of the slots, which is the time
// that a grading takes if nothing else uses the cores.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createGrader } from "../../../grader/index.ts";
import { LLM_PRIMER, load } from "../../support/packs.ts";
import { measureCpu } from "../measure-cpu.ts";

/** CPU times of other processes come in steps of 10 ms, so several runs are measured together. */
const RUNS = 5;

/** Milliseconds, one number for each submission. `most`: so many exercises. */
export async function measureServiceMs(most = Infinity): Promise<number[]> {
  const grader = createGrader();
  const times: number[] = [];
  try {
    await grader.open();
    for (const id of listExercises().slice(0, most)) {
      const exercise = await load(LLM_PRIMER, id);
      for (const path of listExamples(id)) {
        const request = {
          exercise,
          source: readFileSync(path),
          fileName: basename(path),
          groups: "all" as const,
        };
        // The first run makes the cases of this submission's seed.
        await grader.grade(request);
        const { own, slots } = await measureCpu(async () => {
          for (let i = 0; i < RUNS; i += 1) await grader.grade(request);
        });
        times.push((own + slots) / RUNS);
      }
    }
  } finally {
    await grader.close();
  }
  return times;
}

function listExercises(): string[] {
  return readdirSync(LLM_PRIMER)
    .filter((name) => existsSync(join(LLM_PRIMER, name, "submissions")))
    .toSorted();
}

function listExamples(exerciseId: string): string[] {
  return ["accepted", "wrong_answer"].flatMap((verdict) => {
    const folder = join(LLM_PRIMER, exerciseId, "submissions", verdict);
    const first = existsSync(folder) ? readdirSync(folder).toSorted()[0] : undefined;
    return first === undefined ? [] : [join(folder, first)];
  });
}
