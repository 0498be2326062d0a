// Runs the quick check of changed exercises in a separate process (`gradus check`), because it
// reads untrusted files and may take long, while the server or the worker continues.

import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type CheckProblem } from "../../grader/doors/checks.ts";
import { findTemporaryParent } from "../../grader/cache-folder.ts";
import { type Wall } from "../../grader/doors/walls.ts";
import { MINUTE_MS } from "../durations.ts";

const BIN = fileURLToPath(new URL("../cli/bin.js", import.meta.url));
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;
const WALL_MS = 30 * MINUTE_MS;

const facts = {
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  file: z.string(),
  line: z.number(),
};
/** The codes are those of `CheckProblem` only if the same version of this program wrote it. */
const checkProblemSchema = z.discriminatedUnion("kind", [
  z.object({ ...facts, kind: z.literal("problem"), severity: z.literal("error"), key: z.string() }),
  z.object({
    ...facts,
    kind: z.literal("finding"),
    severity: z.enum(["error", "warning", "notice"]),
    column: z.number(),
  }),
]);

/** Of one exercise. */
export const exerciseResultSchema = z.object({
  problems: z.array(checkProblemSchema),
  /** Why the machine could not finish the check. */
  prevented: z.object({ detail: z.string() }).nullable(),
});
export type ExerciseResult = z.infer<typeof exerciseResultSchema>;

const output = z.looseObject({
  format: z.literal("gradus-check"),
  problems: z.array(checkProblemSchema),
  exercises: z.array(exerciseResultSchema),
});

/** `names`: "pack/exercise", the exercises to check. Throws if the check itself does not finish. */
export async function checkPacks(
  folder: string,
  names: string[],
  requiredWalls: readonly Wall[],
): Promise<CheckProblem[]> {
  const { problems, exercises } = await readCheck(folder, names, requiredWalls);
  return [...asCheckProblems(problems), ...exercises.flatMap(takeProblems)];
}

/**
 * `name`: "pack/exercise". Problems of the pack are left out. `signal` ends it. Throws if the check
 * itself does not finish.
 */
export async function checkOne(
  folder: string,
  name: string,
  requiredWalls: readonly Wall[],
  signal?: AbortSignal,
): Promise<ExerciseResult> {
  const { exercises } = await readCheck(folder, [name], requiredWalls, signal);
  const [exercise] = exercises;
  if (exercise === undefined || exercises.length > 1)
    throw new Error(`the check reported ${exercises.length} exercises instead of one`);
  return exercise;
}

/** Throws if the machine could not finish the check. */
export function takeProblems({ problems, prevented }: ExerciseResult): CheckProblem[] {
  if (prevented) throw new Error(`the machine prevented the check: ${prevented.detail}`);
  return asCheckProblems(problems);
}

async function readCheck(
  folder: string,
  names: string[],
  requiredWalls: readonly Wall[],
  signal?: AbortSignal,
): Promise<z.infer<typeof output>> {
  const walls = requiredWalls.length === 0 ? [] : ["--require-walls", requiredWalls.join(",")];
  const text = await runCheck(
    ["check", folder, "--no-mutants", "--format", "json", ...walls, "--only", ...names],
    signal,
  );
  return output.parse(JSON.parse(text));
}

/** The same version of this program wrote them, so codes and parameters match its types. */
function asCheckProblems(problems: z.infer<typeof checkProblemSchema>[]): CheckProblem[] {
  return problems as CheckProblem[];
}

function runCheck(args: string[], signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(process.execPath, [BIN, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        TMPDIR: findTemporaryParent(),
        LC_ALL: "C",
        // It ends with this process, also if this one is killed (bin.js).
        GRADUS_STARTER_PID: String(process.pid),
      },
    });
    // The check must not slow down students.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const end = () => child.kill("SIGTERM");
    const timer = setTimeout(end, WALL_MS);
    signal?.addEventListener("abort", end, { once: true });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) end();
      else chunks.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
    child.on("error", reject);
    child.on("close", (code, endedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      if (signal?.aborted === true) reject(signal.reason);
      // Exit code 2 may mean that the machine was too busy; then there is a report as well.
      else if (code === 0 || code === 1 || (code === 2 && bytes > 0))
        resolve(Buffer.concat(chunks).toString());
      else reject(new Error(`the check ended with ${endedBy ?? code}: ${said.trim()}`));
    });
  });
}
