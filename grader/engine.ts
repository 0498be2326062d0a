// The engine's version, as receipts and bundles name it.

import { readFileSync } from "node:fs";

export const ENGINE_VERSION = (
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  }
).version;
