// Runs the quick check of changed exercises in a separate process (`gradus check`), because it
// reads untrusted files and may take long, while the server continues.

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
const checkProblem = z.discriminatedUnion("kind", [
  z.object({ ...facts, kind: z.literal("problem"), severity: z.literal("error"), key: z.string() }),
  z.object({
    ...facts,
    kind: z.literal("finding"),
    severity: z.enum(["error", "warning", "notice"]),
    column: z.number(),
  }),
]);
const output = z.looseObject({
  format: z.literal("gradus-check"),
  problems: z.array(checkProblem),
  exercises: z.array(
    z.looseObject({
      problems: z.array(checkProblem),
      prevented: z.looseObject({ detail: z.string() }).nullable(),
    }),
  ),
});

/** `names`: "pack/exercise", the exercises to check. Throws if the check itself does not finish. */
export async function checkPacks(
  folder: string,
  names: string[],
  requiredWalls: readonly Wall[],
): Promise<CheckProblem[]> {
  const walls = requiredWalls.length === 0 ? [] : ["--require-walls", requiredWalls.join(",")];
  const text = await runCheck([
    "check",
    folder,
    "--no-mutants",
    "--format",
    "json",
    ...walls,
    "--only",
    ...names,
  ]);
  const { problems, exercises } = output.parse(JSON.parse(text));
  const prevented = exercises.find((exercise) => exercise.prevented !== null)?.prevented;
  if (prevented) throw new Error(`the machine prevented the check: ${prevented.detail}`);
  // The same version of this program wrote it, so codes and parameters match its types.
  return [...problems, ...exercises.flatMap((exercise) => exercise.problems)] as CheckProblem[];
}

function runCheck(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        TMPDIR: findTemporaryParent(),
        LC_ALL: "C",
      },
    });
    // The check must not slow down students.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const timer = setTimeout(() => child.kill("SIGTERM"), WALL_MS);
    const chunks: Buffer[] = [];
    let bytes = 0;
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) child.kill("SIGTERM");
      else chunks.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      // Exit code 2 may mean that the machine was too busy; then there is a report as well.
      if (code === 0 || code === 1 || (code === 2 && bytes > 0))
        resolve(Buffer.concat(chunks).toString());
      else reject(new Error(`the check ended with ${signal ?? code}: ${said.trim()}`));
    });
  });
}
