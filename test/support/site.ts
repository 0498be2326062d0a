// The whole site in this process, on its own port and data folder, with real slots.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type Config, readConfig } from "../../src/config.ts";
import { type RunningServer, startServer } from "../../src/server.ts";
import { TINY } from "./packs.ts";

export interface TestSite extends RunningServer {
  config: Config;
}

/**
 * With the pack `tiny` and English, unless stated otherwise. `close` removes the data folder,
 * unless it was given.
 */
export async function startSite(overrides: Partial<Config> = {}): Promise<TestSite> {
  const dataFolder = overrides.dataFolder ?? mkdtempSync(join(tmpdir(), "gradus-site-"));
  const config: Config = {
    ...readConfig({}),
    port: 0,
    dataFolder,
    packsFolder: TINY,
    language: "en",
    timeZone: "UTC",
    logLevel: "silent",
    ...overrides,
  };
  const server = await startServer(config, pino({ level: config.logLevel }));
  const close = async (graceMs?: number) => {
    await server.close(graceMs);
    if (overrides.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
  };
  return { ...server, config, close };
}
