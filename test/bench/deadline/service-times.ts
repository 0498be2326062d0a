// How long grading takes here: one right and one wrong submission of each exercise in llm-primer,
// each graded alone. Measured is the CPU time of this process and of the slots, which is the time
// that a grading takes if nothing else uses the cores.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createGrader } from "../../../grader/index.ts";
import { readUsage } from "../../../grader/walls/parent/process-usage.ts";
import { LLM_PRIMER, load } from "../../support/packs.ts";
import { slotProcesses } from "../../support/processes.ts";

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
        const cpuMs = await measureCpuMs(async () => {
          for (let i = 0; i < RUNS; i += 1) await grader.grade(request);
        });
        times.push(cpuMs / RUNS);
      }
    }
  } finally {
    await grader.close();
  }
  return times;
}

async function measureCpuMs(work: () => Promise<unknown>): Promise<number> {
  const slotsBefore = readSlotsCpuMs();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const slotsMs = readSlotsCpuMs()
    .entries()
    .reduce((sum, [pid, ms]) => sum + ms - (slotsBefore.get(pid) ?? 0), 0);
  return (user + system) / 1000 + slotsMs;
}

function readSlotsCpuMs(): Map<number, number> {
  return new Map(slotProcesses().map(({ pid }) => [pid, readUsage(pid)?.cpuTimeMs ?? 0]));
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
