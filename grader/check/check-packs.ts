// The check of several packs: what no exercise can know of itself (another one with its id or uuid), then each exercise, several side by side.

import type { Grader } from "../index.ts";
import { readText } from "../pack/files.ts";
import type { Pack } from "../pack/load.ts";
import { parseYaml } from "../pack/parse.ts";
import { problem, type Problem } from "../pack/problem.ts";
import { exerciseManifest } from "../pack/schema.ts";
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

export async function checkExercises(grader: Grader, wanted: { pack: Pack; id: string }[], options: PackCheckOptions): Promise<ExerciseCheck[]> {
  const results: ExerciseCheck[] = [];
  const shares = wanted.map(() => 0);
  let next = 0;
  let told = 0;
  let done = 0;
  const tell = () => options.onProgress?.(shares.reduce((sum, share) => sum + share, 0) / wanted.length, done);
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

/** Two exercises with one id, or with one uuid: whoever looks one up could get the other. */
export function findTwins(packs: Pack[]): Problem[] {
  const problems: Problem[] = [];
  const ids = new Map<string, string>();
  const uuids = new Map<string, string>();
  for (const { folder, manifest } of packs) {
    for (const id of manifest.exercises) {
      const place = `${manifest.id}/${id}`;
      const twin = ids.get(id);
      if (twin !== undefined && twin !== place) problems.push(problem("twin-id", `${place}/exercise.yaml`, { other: twin }, { key: "id" }));
      ids.set(id, place);
      const text = readText(`${folder}/${id}`, "exercise.yaml", "", []);
      const parsed = text === undefined ? undefined : parseYaml(text, "", exerciseManifest);
      if (parsed?.ok !== true) continue;
      const { uuid } = parsed.value;
      const same = uuids.get(uuid);
      if (same !== undefined && same !== place) problems.push(problem("twin-uuid", `${place}/exercise.yaml`, { other: same }, { key: "uuid" }));
      uuids.set(uuid, place);
    }
  }
  return problems;
}
