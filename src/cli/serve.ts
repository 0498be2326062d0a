// gradus serve: runs the site. Loads it only when the settings are valid.

import type { CommandContext } from "./context.ts";
import { parseSiteAddress } from "../site-address.ts";
import { watchNpm } from "./npm-runner.ts";
import { readConfigError, readSettings, startError } from "./serve-errors.ts";

/**
 * A second signal later than this means that the user does not want to wait. An earlier one is the
 * same signal, received in two ways (bin.js, timeout).
 */
const IMPATIENT_MS = 1000;
const IMPATIENT_EXIT_CODE = 130;

export async function serveSite(context: CommandContext): Promise<number> {
  const { t, out, err, style, isTerminal } = context;
  const config = readSettings(context, process.env);
  const { startServer } = await import("../server.ts");
  const { createLog } = await import("../log.ts");
  // Standard output is for the log. Messages to a person go to standard error, unless both are the
  // same terminal.
  const say = (text: string) => (isTerminal ? out : err)(`${text}\n`);
  const { promise: asked, resolve: stop } = Promise.withResolvers<void>();
  let endingSinceMs: number | undefined;
  const end = () => {
    if (endingSinceMs === undefined) {
      endingSinceMs = performance.now();
      say(t("serve.ending"));
      stop();
    } else if (performance.now() - endingSinceMs > IMPATIENT_MS) {
      process.exit(IMPATIENT_EXIT_CODE);
    }
  };
  // Installed before the server exists, so that a signal during startup ends it in order, or not at
  // all.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);
  // Closing the terminal ends its server. Without a terminal, the server was started with nohup,
  // which Node reverses, or by a service manager.
  process.on("SIGHUP", () => isAtTerminal() && end());
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
  if (endingSinceMs === undefined) {
    say(t("serve.at", { url: style("bold", site.full("")) }));
    if (server.setupPath !== undefined)
      say(`${t("serve.owner")}\n  ${style("bold", site.full(server.setupPath))}`);
  }
  if (context.npm !== undefined) watchNpm(context.npm, () => endingSinceMs === undefined && end());
  await asked;
  await server.close();
  return 0;
}

function isAtTerminal(): boolean {
  return [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}
