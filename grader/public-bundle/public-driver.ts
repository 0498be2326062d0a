// The driver as it may be published. Its own code is public, because every submission runs beside
// it. Its imports may not be: an asset that only hidden cases read is hidden too. So each asset
// that no statement links to is replaced by an empty text, to test whether the visible cases need
// it. Assets that they do not need are left out.

import { bundlePublicDriver } from "../pack/bundle.ts";
import { encodeValue } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { PackError, type Problem } from "../pack/problem.ts";
import type { PackPrograms } from "../pack-programs.ts";
import { DriverError } from "../slots/parent/driver-error.ts";

/**
 * undefined: it must not be published, because it imports more than assets, or needs an asset that
 * may be hidden.
 */
export async function makePublicDriver(
  programs: PackPrograms,
  exercise: Exercise,
  linked: ReadonlySet<string>,
  seed: number,
  inputs: string[],
): Promise<string | undefined> {
  const whole = await bundle(exercise, []);
  const imported = whole.files.filter((path) => path !== "driver.ts");
  // For example the reference, from which the driver imports a function.
  if (imported.some((path) => !path.startsWith("assets/"))) return undefined;
  const unlinked = imported.filter((path) => !linked.has(path));
  if (unlinked.length === 0) return whole.code;

  const answers = await answersWith(programs, exercise, whole.code, seed, inputs);
  if (answers === undefined) return undefined;
  const withheld: string[] = [];
  for (const path of unlinked) {
    const without = await answersWith(
      programs,
      exercise,
      (await bundle(exercise, [path])).code,
      seed,
      inputs,
    );
    // It does not even load, so it is unknown whether the visible cases need that text.
    if (without === undefined) return undefined;
    if (isSame(without, answers)) withheld.push(path);
  }
  const { code } = await bundle(exercise, withheld);
  const last = await answersWith(programs, exercise, code, seed, inputs);
  return last !== undefined && isSame(last, answers) ? code : undefined;
}

async function bundle(
  { folder, pack, id }: Exercise,
  blank: string[],
): Promise<{ code: string; files: string[] }> {
  const problems: Problem[] = [];
  const bundled = await bundlePublicDriver(folder, blank, `${pack}/${id}/`, problems);
  if (bundled === undefined || problems.length > 0) throw new PackError(problems);
  return bundled;
}

/**
 * The reference's outputs for each input through a driver; undefined if the driver does not load.
 */
async function answersWith(
  programs: PackPrograms,
  exercise: Exercise,
  driver: string,
  seed: number,
  inputs: string[],
): Promise<string[] | undefined> {
  try {
    const { problem, load, outcomes } = await programs.runReference(
      { ...exercise, modules: { ...exercise.modules, driver } },
      seed,
      [{ isolate: 0, cases: inputs }],
    );
    if (problem !== null || load !== null) return undefined;
    return outcomes[0]!.map((outcome) =>
      outcome.kind === "value" ? encodeValue(outcome.value) : `! ${outcome.kind}`,
    );
  } catch (error) {
    if (error instanceof DriverError) return undefined;
    throw error;
  }
}

function isSame(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
