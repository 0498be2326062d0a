// gradus serve: the site. It is loaded once the settings are known to be right.

import type { CommandContext } from "./context.ts";
import { siteAddress } from "../site-address.ts";
import { watchNpm } from "./npm-runner.ts";
import { configFault, readSettings, startFault } from "./serve-faults.ts";

/**
 * A second signal later than this means that somebody will not wait; before, it is the same one,
 * come by two ways (bin.js, timeout).
 */
const IMPATIENT_MS = 1000;
const IMPATIENT_EXIT_CODE = 130;

export async function serveSite(context: CommandContext): Promise<number> {
  const { t, out, err, style, isTerminal } = context;
  const config = readSettings(context, process.env);
  const { startServer } = await import("../server.ts");
  const { createLog } = await import("../log.ts");
  // Standard output is the log's; what is said to a person goes beside it, unless both are looked
  // at by the same one.
  const say = (text: string) => (isTerminal ? out : err)(`${text}\n`);
  let ending = false;
  const signals = new EndSignals(() => {
    ending = true;
    say(t("serve.ending"));
  });
  // Before there is a server, so that a signal that comes while it starts ends it in order, or not
  // at all.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, signals.take);
  // A terminal that goes away takes its server with it. Without one it was started with nohup,
  // which Node undoes, or by a service manager.
  process.on("SIGHUP", () => isAtTerminal() && signals.take());
  const server = await startServer(config, createLog(config, isTerminal ? out : undefined)).catch(
    (error: unknown) => {
      throw configFault(error) ?? startFault(error, config) ?? error;
    },
  );
  const site = siteAddress(
    config.port === 0 ? `${server.url}${siteAddress(config.publicUrl).base}` : config.publicUrl,
  );
  if (!ending) {
    say(t("serve.at", { url: style("bold", site.full("")) }));
    if (server.setupPath !== undefined)
      say(`${t("serve.owner")}\n  ${style("bold", site.full(server.setupPath))}`);
  }
  if (context.npm !== undefined) watchNpm(context.npm, () => !ending && signals.take());
  await signals.first;
  await server.close();
  return 0;
}

/** The wish that the server ends. A second signal ends the process at once. */
class EndSignals {
  readonly first: Promise<void>;
  readonly take: () => void;

  constructor(onFirst: () => void) {
    const { promise, resolve } = Promise.withResolvers<void>();
    let sinceMs: number | undefined;
    this.first = promise;
    this.take = () => {
      if (sinceMs !== undefined)
        return void (
          performance.now() - sinceMs > IMPATIENT_MS && process.exit(IMPATIENT_EXIT_CODE)
        );
      sinceMs = performance.now();
      onFirst();
      resolve();
    };
  }
}

function isAtTerminal(): boolean {
  return [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}
