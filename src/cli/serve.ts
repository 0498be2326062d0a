// gradus serve: runs the site. Loads it only when the settings are valid.

import type { Config } from "../config.ts";
import { parseSiteAddress, type SiteAddress } from "../site-address.ts";
import type { CommandContext } from "./context.ts";
import { readConfigError, readSettings, startError } from "./serve-errors.ts";
import { openProcesses, readProcessNumber, runWebProcess } from "./serve-processes.ts";
import { listenForStop } from "./stop-signals.ts";

/** What runs: one server in this process, or several processes. */
interface RunningSite {
  url: string;
  setupPath: string | undefined;
  close: () => Promise<void>;
}

/** For printing why a process did not start. */
const LAST_WORDS_MS = 1000;

export async function serveSite(context: CommandContext): Promise<number> {
  const { t, out, err, style, isTerminal } = context;
  const number = readProcessNumber(process.env);
  // The primary has already said which settings are unknown.
  const quiet = { ...context, err: () => undefined };
  const config = readSettings(number === undefined ? context : quiet, process.env);
  if (number !== undefined && config.redis !== undefined)
    return await runWebProcess(context, { ...config, redis: config.redis }, number).catch(
      (error: unknown) => {
        // The primary waits for the exit code. Once the error is printed, nothing may delay it: not
        // the channel to the primary, and no connection.
        process.channel?.unref();
        setTimeout(() => process.exit(), LAST_WORDS_MS).unref();
        throw explain(error, config);
      },
    );
  // Standard output is for the log. Messages to a person go to standard error, unless both are the
  // same terminal.
  const say = (text: string) => (isTerminal ? out : err)(`${text}\n`);
  const sayOwner = (site: SiteAddress, path: string) =>
    say(`${t("serve.owner")}\n  ${style("bold", site.full(path))}`);
  const signals = listenForStop(context, () => say(t("serve.ending")));
  const start = config.webProcesses > 1 ? startProcesses : startOne;
  const server = await start(context, config, (path) => sayOwner(describeSite(config), path));
  if (typeof server === "number") return server;
  const site = describeSite(config, server.url);
  if (config.redis !== undefined) {
    const { hidePassword, listExposures } = await import("../workers/redis.ts");
    const url = hidePassword(config.redis.url);
    for (const exposure of listExposures(config.redis.url)) say(t(`worker.${exposure}`, { url }));
  }
  if (!signals.isAsked) {
    say(t("serve.at", { url: style("bold", site.full("")) }));
    if (server.setupPath !== undefined) sayOwner(site, server.setupPath);
  }
  signals.watchStarter();
  await signals.asked;
  await server.close();
  // If Redis is away, BullMQ goes on waiting for it.
  if (config.redis !== undefined) process.exit(0);
  return 0;
}

async function startOne({ isTerminal, out }: CommandContext, config: Config): Promise<RunningSite> {
  const { startServer } = await import("../server.ts");
  const { createLog } = await import("../log.ts");
  return await startServer(config, createLog(config, isTerminal ? out : undefined)).catch(
    (error: unknown) => {
      throw explain(error, config);
    },
  );
}

/** The exit code if a process did not start; it has said why. */
async function startProcesses(
  context: CommandContext,
  config: Config,
  onSetup: (path: string) => void,
): Promise<RunningSite | number> {
  const { processes, release } = await openProcesses(context, config, onSetup);
  const { ProcessStartError } = await import("../web-processes/primary.ts");
  try {
    const { url, setupPath } = await processes.start();
    const close = async () => {
      await processes.stop();
      release();
    };
    return { url, setupPath, close };
  } catch (error) {
    release();
    if (error instanceof ProcessStartError) return error.exitCode;
    throw error;
  }
}

/** `url`: where the server listens, which counts if its port was not chosen. */
function describeSite({ port, publicUrl }: Config, url?: string): SiteAddress {
  return parseSiteAddress(
    port === 0 && url !== undefined ? `${url}${parseSiteAddress(publicUrl).base}` : publicUrl,
  );
}

function explain(error: unknown, config: Config): unknown {
  return readConfigError(error) ?? startError(error, config) ?? error;
}
