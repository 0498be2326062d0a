// A user's own folders for a command that stores files in them: empty at first, removed after the
// test.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./packs.ts";

export interface Home {
  env: Record<string, string | undefined>;
  /** An empty folder to work in. */
  cwd: string;
  credentialsFile: string;
  cache: string;
}

export function makeHome(credentials?: { url: string; token: string }): Home {
  const folder = temporaryFolder();
  const [config, cache, cwd] = ["config", "cache", "work"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(cwd);
  const credentialsFile = join(config, "gradus", "credentials.json");
  if (credentials !== undefined) {
    mkdirSync(join(config, "gradus"), { recursive: true, mode: 0o700 });
    writeFileSync(credentialsFile, JSON.stringify(credentials), { mode: 0o600 });
  }
  return {
    env: { HOME: folder, XDG_CONFIG_HOME: config, XDG_CACHE_HOME: cache },
    cwd,
    credentialsFile,
    cache: join(cache, "gradus"),
  };
}
