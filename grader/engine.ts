// The version of Gradus, as it appears in public bundles, and as part of the engine's name in receipts.

import { readFileSync } from "node:fs";

export const ENGINE_VERSION = (
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  }
).version;
