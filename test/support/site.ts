// A whole site for a test: the real server on a free port, with a data folder of its own.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, readConfig } from "../../src/config.ts";
import { startServer } from "../../src/server.ts";
import type { Services } from "../../src/services.ts";

export interface TestSite {
  url: string;
  services: Services;
  close: () => Promise<void>;
}

export async function startSite(overrides: Partial<Config> = {}): Promise<TestSite> {
  const folder = mkdtempSync(join(tmpdir(), "gradus-site-"));
  const config: Config = { ...readConfig({}), port: 0, dataFolder: folder, logLevel: "silent", timeZone: "UTC", ...overrides };
  const server = await startServer(config);
  return {
    url: server.url,
    services: server.services,
    close: async () => {
      await server.close(0);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
