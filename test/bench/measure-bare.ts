// Runs bare.ts in a process of its own.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { BareInput, BareProgram, BareTimes } from "./bare.ts";

/** `cases`: the encoded inputs. */
export function makeBareProgram(
  { manifest, modules }: Exercise,
  source: string,
  cases: string[],
): BareProgram {
  return {
    source,
    driver: modules.driver ?? null,
    exports: manifest.exports.map(({ name }) => name),
    memoryMiB: manifest.limits.memoryMiB,
    cases,
  };
}

/** In the order of the programs. */
export async function measureBare(input: BareInput): Promise<BareTimes[]> {
  const folder = mkdtempSync(join(tmpdir(), "gradus-bare-"));
  try {
    const path = join(folder, "input.json");
    writeFileSync(path, JSON.stringify(input));
    const program = join(import.meta.dirname, "bare.ts");
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--single-threaded", program, path]);
    return JSON.parse(stdout) as BareTimes[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
