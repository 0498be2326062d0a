// Grades one source file with the options of a command.

import { type Audience, type OwnTest, redact, type Report } from "../../grader/doors/reports.ts";
import { type Exercise } from "../../grader/doors/packs.ts";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";

export interface GradeOptions {
  packs?: string;
  server?: string;
  seed?: string;
  hiddenSeed?: string;
  as?: string;
  full?: boolean;
  json?: boolean;
}

export interface Settings {
  seed: number | undefined;
  hiddenSeed: number | undefined;
  audience: Audience;
  ownTests?: OwnTest[];
}

export function readSettings(options: GradeOptions): Settings {
  const audience = options.as ?? "student";
  if (audience !== "author" && audience !== "student" && audience !== "exam")
    throw new UsageError("usage.wrong-audience", { value: audience });
  const seed = readSeed("--seed", options.seed, MAX_SEED);
  const hiddenSeed = readSeed("--hidden-seed", options.hiddenSeed, Number.MAX_SAFE_INTEGER);
  return { seed, hiddenSeed, audience };
}

/** The largest seed that generators accept. */
export const MAX_SEED = 2 ** 31 - 1;

/** Throws `UsageError` if the value is not a whole number from 0 to `most`. */
export function readSeed(
  option: string,
  value: string | undefined,
  most: number,
): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,16}$/.test(value) || Number(value) > most)
    throw new UsageError("usage.wrong-seed", { option, value, most });
  return Number(value);
}

export async function gradeSource(
  context: CommandContext,
  exercise: Exercise,
  source: Uint8Array,
  fileName: string,
  { seed, hiddenSeed, audience, ownTests = [] }: Settings,
): Promise<Report> {
  const grader = await context.grader();
  const request = { exercise, source, fileName, seed, hiddenSeed, ownTests };
  return redact(await grader.grade(request), audience);
}

/** Runs nothing but these tests. */
export async function runOwnTests(
  context: CommandContext,
  exercise: Exercise,
  source: Uint8Array,
  fileName: string,
  ownTests: OwnTest[],
): Promise<Report> {
  const grader = await context.grader();
  return await grader.grade({ exercise, source, fileName, groups: "none", ownTests });
}
