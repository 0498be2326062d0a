// How long grading takes here: one right and one wrong submission of each exercise in llm-primer,
// each graded alone. The fastest of a few runs counts, so that other work on this machine matters
// less.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createGrader } from "../../../grader/index.ts";
import { LLM_PRIMER, load } from "../../support/packs.ts";

const RUNS = 3;

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
        let fastestMs = Infinity;
        for (let i = 0; i < RUNS; i += 1) {
          const startedMs = performance.now();
          await grader.grade(request);
          fastestMs = Math.min(fastestMs, performance.now() - startedMs);
        }
        times.push(fastestMs);
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
