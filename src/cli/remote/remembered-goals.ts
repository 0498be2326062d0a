// Remembers which assignment a file was started for, or last submitted to: one file in the user's
// configuration folder, by server and path. It only saves a question, so errors are ignored.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { locateCredentials } from "./locate-credentials.ts";

const entry = z.object({
  server: z.string(),
  file: z.string(),
  exercise: z.string(),
  assignment: z.string(),
});
type Entry = z.infer<typeof entry>;

/** Only the newest entries are stored. */
const MAX_ENTRIES = 500;

export interface GoalKey {
  server: string;
  /** "pack/exercise". */
  exercise: string;
  file: string;
}

function goalsFile(): string {
  return join(dirname(locateCredentials()), "assignments.json");
}

/** A renamed file is recognized by its folder and exercise, if only one entry matches. */
export function recallGoal({ server, exercise, file }: GoalKey): string | undefined {
  const path = resolve(file);
  const ofExercise = readEntries().filter(
    (known) => known.server === server && known.exercise === exercise,
  );
  const exact = ofExercise.find((known) => known.file === path);
  if (exact !== undefined) return exact.assignment;
  const moved = ofExercise.filter(
    (known) => dirname(known.file) === dirname(path) && !existsSync(known.file),
  );
  return moved.length === 1 ? moved[0]!.assignment : undefined;
}

/** The entries of files in this folder. */
export function recallGoals(folder: string, server: string): Entry[] {
  return readEntries().filter(
    (known) =>
      known.server === server && dirname(known.file) === resolve(folder) && existsSync(known.file),
  );
}

export function rememberGoal({ server, exercise, file }: GoalKey, assignment: string): void {
  const path = resolve(file);
  const others = readEntries().filter((known) => !(known.server === server && known.file === path));
  const target = goalsFile();
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileAtomic.sync(
      target,
      `${JSON.stringify([{ server, file: path, exercise, assignment }, ...others].slice(0, MAX_ENTRIES), null, 2)}\n`,
      { mode: 0o600 },
    );
  } catch {
    // If this fails, the user is asked again next time.
  }
}

function readEntries(): Entry[] {
  try {
    return z.array(entry).parse(JSON.parse(readFileSync(goalsFile(), "utf8")));
  } catch {
    return [];
  }
}
