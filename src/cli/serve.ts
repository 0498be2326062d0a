// gradus serve: the site. Pages are .tsx, which Node does not read by itself, so a loader is put in place before they are imported.

import { register } from "tsx/esm/api";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { type CommandContext, UsageError } from "./context.ts";

export async function serveSite(context: CommandContext): Promise<number> {
  const { t, out, style } = context;
  const config = settingsOf(context);
  register();
  const { startServer } = (await import("../server.ts")) as typeof import("../server.ts");
  const server = await startServer(config);
  out(`${t("serve.at", { url: style("bold", config.publicUrl) })}\n`);
  if (server.setupPath !== undefined) out(`${t("serve.owner", { url: style("bold", `${config.publicUrl}${server.setupPath}`) })}\n`);
  return new Promise((resolve) => {
    let isEnding = false;
    const end = () => {
      // The second one means that somebody will not wait.
      if (isEnding) process.exit(130);
      isEnding = true;
      out(`${t("serve.ending")}\n`);
      void server.close().then(() => resolve(0));
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
  });
}

function settingsOf({ t, err }: CommandContext): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { name, value, reason } of error.faults) err(`gradus: ${t(`serve.fault.${reason}`, { name, value })}\n`);
    throw new UsageError("serve.seeHelp");
  }
}
