// Debian's Caddy as a reverse proxy: a separate process and folders. Without Caddy, its tests are
// skipped, with a message.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isListening } from "./nginx.ts";

export const CADDY = ["/usr/bin/caddy", "/usr/local/bin/caddy"].find((path) => existsSync(path));

/** For the title of a describe block: says why it is skipped. */
export const NEEDS_CADDY =
  CADDY === undefined ? " (skipped: there is no Caddy; apt install caddy)" : "";

/** `sites`: the blocks of a Caddyfile. `port`: the one that it listens on. */
export async function startCaddy(
  sites: string,
  port: number,
): Promise<{ close: () => Promise<void> }> {
  if (CADDY === undefined) throw new Error("there is no Caddy");
  const folder = mkdtempSync(join(tmpdir(), "gradus-caddy-"));
  const file = join(folder, "Caddyfile");
  // No port besides the site's own: neither for administration nor to redirect to HTTPS.
  writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${sites}`);
  const child = spawn(CADDY, ["run", "--adapter", "caddyfile", "--config", file], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  while (!(await isListening(port))) {
    if (child.exitCode === null) await sleep(20);
    else throw new Error(`Caddy ended: ${said}`);
  }
  return { close };
}
