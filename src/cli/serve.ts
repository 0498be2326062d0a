// gradus serve: runs the site. Loads it only when the settings are valid.

import type { CommandContext } from "./context.ts";
import { parseSiteAddress } from "../site-address.ts";
import { readConfigError, readSettings, startError } from "./serve-errors.ts";
import { listenForStop } from "./stop-signals.ts";

export async function serveSite(context: CommandContext): Promise<number> {
  const { t, out, err, style, isTerminal } = context;
  const config = readSettings(context, process.env);
  const { startServer } = await import("../server.ts");
  const { createLog } = await import("../log.ts");
  // Standard output is for the log. Messages to a person go to standard error, unless both are the
  // same terminal.
  const say = (text: string) => (isTerminal ? out : err)(`${text}\n`);
  const signals = listenForStop(context, () => say(t("serve.ending")));
  const server = await startServer(config, createLog(config, isTerminal ? out : undefined)).catch(
    (error: unknown) => {
      throw readConfigError(error) ?? startError(error, config) ?? error;
    },
  );
  const site = parseSiteAddress(
    config.port === 0
      ? `${server.url}${parseSiteAddress(config.publicUrl).base}`
      : config.publicUrl,
  );
  if (config.redis !== undefined) {
    const { hidePassword, listExposures } = await import("../workers/redis.ts");
    const url = hidePassword(config.redis.url);
    for (const exposure of listExposures(config.redis.url)) say(t(`worker.${exposure}`, { url }));
  }
  if (!signals.isAsked) {
    say(t("serve.at", { url: style("bold", site.full("")) }));
    if (server.setupPath !== undefined)
      say(`${t("serve.owner")}\n  ${style("bold", site.full(server.setupPath))}`);
  }
  signals.watchStarter();
  await signals.asked;
  await server.close();
  return 0;
}
