// Opens the grader of a command, and reports missing walls. Only commands that grade load this
// file.

import { createGrader, type Grader, type GraderOptions } from "../../grader/index.ts";
import { NOT_AVAILABLE, type WallReport } from "../../grader/doors/walls.ts";
import { ConfigError, readCpuFactor } from "../config.ts";
import type { Translate } from "../i18n/index.ts";
import { UsageError } from "./usage-error.ts";

/**
 * For a process that runs many commands: it may supply the same grader, created by `make`, to each
 * command, and keep it open afterwards.
 */
export type LendGrader = (options: GraderOptions | undefined, make: typeof createGrader) => Grader;

/**
 * `onCreated` is called before the first process starts. Throws `UsageError` if the setting of the
 * CPU's speed is invalid.
 */
export async function openGrader(
  t: Translate,
  lendGrader: LendGrader | undefined,
  options: GraderOptions | undefined,
  onCreated: (grader: Grader) => void,
): Promise<Grader> {
  const all = { cpuFactor: readGivenCpuFactor(process.env), ...options };
  const grader = lendGrader === undefined ? createGrader(all) : lendGrader(all, createGrader);
  onCreated(grader);
  reportWalls(t, await grader.open());
  return grader;
}

function readGivenCpuFactor(env: NodeJS.ProcessEnv): number | undefined {
  try {
    return readCpuFactor(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [{ name, value }] = error.errors as [ConfigError["errors"][number]];
    throw new UsageError("serve.error.value", { name, value });
  }
}

function reportWalls(t: Translate, { missing }: WallReport): void {
  for (const { wall, reason } of missing) {
    const why =
      wall === "namespaces" && reason === NOT_AVAILABLE ? t("wall.installBubblewrap") : reason;
    process.stderr.write(
      `gradus: ${t("wall.missing", { wall: t(`wall.${wall}`), reason: why })}\n`,
    );
  }
}
