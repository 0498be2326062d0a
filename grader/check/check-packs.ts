// The check of several packs: each exercise, several side by side.

import type { Grader } from "../create-grader.ts";
import type { Pack } from "../pack/exercise.ts";
import { checkExercise, type ExerciseCheck } from "./check-exercise.ts";

export interface PackCheckOptions {
  mutants: boolean;
  /** Exercises at work at once, and mutants of one. */
  parallel: number;
  /** Each exercise as it is done, in the order of `wanted`. */
  onExercise?: (check: ExerciseCheck) => void;
  /** 0 to 1, over all exercises; and how many of them are done. */
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
  let told = 0;
  let done = 0;
  const tell = () =>
    options.onProgress?.(shares.reduce((sum, share) => sum + share, 0) / wanted.length, done);
  const work = async () => {
    for (let i = next++; i < wanted.length; i = next++) {
      results[i] = await checkExercise(grader, wanted[i]!.pack, wanted[i]!.id, {
        mutants: options.mutants,
        parallel: options.parallel,
        onProgress: (steps, total) => {
          shares[i] = steps / total;
          tell();
        },
      });
      shares[i] = 1;
      done += 1;
      tell();
      while (results[told] !== undefined) options.onExercise?.(results[told++]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel, wanted.length) }, work));
  return results;
}
