// gradus serve with GRADUS_WEB_PROCESSES: this process starts the others, and each of them runs the
// same command.

import cluster from "node:cluster";
import type { Config, RedisSettings } from "../config.ts";
import { NUMBER_VARIABLE } from "../web-processes/messages.ts";
import type { WebProcesses } from "../web-processes/primary.ts";
import type { CommandContext } from "./context.ts";
import { startError } from "./serve-errors.ts";

/** The number of this web process; undefined in any other process. */
export function readProcessNumber(env: NodeJS.ProcessEnv): number | undefined {
  const number = env[NUMBER_VARIABLE];
  // Programs that this process starts are no web processes.
  delete env[NUMBER_VARIABLE];
  return cluster.isWorker && number !== undefined ? Number(number) : undefined;
}

/** One web process. Ends when the primary says so. */
export async function runWebProcess(
  { isTerminal, out }: CommandContext,
  config: Config & { redis: RedisSettings },
  number: number,
): Promise<never> {
  // A terminal sends signals to every process. The primary alone decides what they mean.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
  const { createLog } = await import("../log.ts");
  const { openChannel, ProcessLink } = await import("../web-processes/process-link.ts");
  const log = createLog(config, isTerminal ? out : undefined).child({ process: number });
  const link = new ProcessLink(number, openChannel());
  if (link.isFeeder) {
    const { startServer } = await import("../server.ts");
    const server = await startServer(config, log, link);
    link.sayListening(server.url, server.setupPath);
    await link.draining;
    await server.close();
  } else {
    const { startPageServer } = await import("../page-server.ts");
    const server = await startPageServer(config, log, link);
    link.sayListening(server.url, undefined);
    await link.draining;
    await server.close();
  }
  process.exit(0);
}

/** The lock of the data folder, and the web processes. Throws `UsageError`, `ProcessStartError`. */
export async function openProcesses(
  { isTerminal, out }: CommandContext,
  config: Config,
  onSetup: (path: string) => void,
): Promise<{ processes: WebProcesses; release: () => void }> {
  const { createLog } = await import("../log.ts");
  const { lockDataFolder } = await import("../db/lock.ts");
  const { WebProcesses } = await import("../web-processes/primary.ts");
  const log = createLog(config, isTerminal ? out : undefined);
  try {
    const { release } = lockDataFolder(config.dataFolder);
    return { processes: new WebProcesses(config.webProcesses, log, onSetup), release };
  } catch (error) {
    throw startError(error, config) ?? error;
  }
}
