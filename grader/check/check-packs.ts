// Checks the exercises of several packs, several at the same time.

import type { Grader } from "../create-grader.ts";
import type { Pack } from "../pack/exercise.ts";
import { checkExercise, type ExerciseCheck } from "./check-exercise.ts";

export interface PackCheckOptions {
  mutants: boolean;
  /** How many exercises, and mutants of each, run at the same time. */
  parallel: number;
  /** Called with each finished exercise, in the order of `wanted`. */
  onExercise?: (check: ExerciseCheck) => void;
  /** `share`: of all work, 0 to 1. `done`: the number of finished exercises. */
  onProgress?: (share: number, done: number) => void;
}

export async function checkExercises(
  grader: Grader,
  wanted: { pack: Pack; id: string }[],
  options: PackCheckOptions,
): Promise<ExerciseCheck[]> {
  const results: ExerciseCheck[] = [];
  const shares = wanted.map(() => 0);
  let next = 0;
  let reported = 0;
  let done = 0;
  const report = () =>
    options.onProgress?.(shares.reduce((sum, share) => sum + share, 0) / wanted.length, done);
  const work = async () => {
    for (let i = next++; i < wanted.length; i = next++) {
      results[i] = await checkExercise(grader, wanted[i]!.pack, wanted[i]!.id, {
        mutants: options.mutants,
        parallel: options.parallel,
        onProgress: (steps, total) => {
          shares[i] = steps / total;
          report();
        },
      });
      shares[i] = 1;
      done += 1;
      report();
      while (results[reported] !== undefined) options.onExercise?.(results[reported++]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel, wanted.length) }, work));
  return results;
}
