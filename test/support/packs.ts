// Packs for tests: the small one in test/fixtures, copies of real exercises that a test may break,
// and where things are.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type Exercise, findPacks, loadExercise } from "../../grader/doors/packs.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const EXERCISES = join(ROOT, "exercises");
export const LLM_PRIMER = join(EXERCISES, "llm-primer");
export const TINY = join(ROOT, "test", "fixtures", "packs", "tiny");
export const ORACLE = join(LLM_PRIMER, "oracle");

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gradus-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the pack `tiny` to break; returns its folder. */
export function copyTiny(): string {
  const folder = join(temporaryFolder(), "tiny");
  cpSync(TINY, folder, { recursive: true });
  return folder;
}

/**
 * With limits on time that end nothing except an infinite loop, however slow the machine is: for
 * programs that something else ends.
 */
export function unhurried(exercise: Exercise): Exercise {
  const { limits } = exercise.manifest;
  return {
    ...exercise,
    manifest: {
      ...exercise.manifest,
      limits: {
        ...limits,
        cpuTimeMs: limits.cpuTimeMs * UNHURRIED_TIMES,
        totalCpuTimeMs: limits.totalCpuTimeMs * UNHURRIED_TIMES,
      },
    },
  };
}

const UNHURRIED_TIMES = 50;

/** A copy of the pack `tiny` with such limits; returns its folder. */
export function copyTinyUnhurried(): string {
  const folder = copyTiny();
  edit(
    join(folder, "sum", "exercise.yaml"),
    "cpuTimeMs: 200, totalCpuTimeMs: 600",
    `cpuTimeMs: ${200 * UNHURRIED_TIMES}, totalCpuTimeMs: ${600 * UNHURRIED_TIMES}`,
  );
  return folder;
}

/** A copy of one exercise of llm-primer as the only one of its pack; returns the pack's folder. */
export function copyExercise(id: string): string {
  const folder = join(temporaryFolder(), "llm-primer");
  cpSync(join(LLM_PRIMER, id), join(folder, id), { recursive: true });
  writeFileSync(
    join(folder, "pack.yaml"),
    readFileSync(join(LLM_PRIMER, "pack.yaml"), "utf8").replace(
      /exercises: .*/,
      `exercises: [${id}]`,
    ),
  );
  edit(join(folder, id, "exercise.yaml"), /^recommended: .*\n/m, "");
  return folder;
}

/**
 * Replaces in a file; throws if there was nothing to replace, so that a test cannot pass by
 * breaking nothing.
 */
export function edit(path: string, what: string | RegExp, by: string | (() => string)): void {
  const before = readFileSync(path, "utf8");
  const after = typeof by === "string" ? before.replace(what, by) : before.replace(what, by);
  if (after === before) throw new Error(`${path} holds no ${what}`);
  writeFileSync(path, after);
}

export async function load(packFolder: string, id: string): Promise<Exercise> {
  return loadExercise(findPacks(packFolder).packs[0]!, id);
}

export function bytes(source: string): Uint8Array {
  return new TextEncoder().encode(source);
}
