// The version of Gradus, as it appears in receipts and public bundles.

import { readFileSync } from "node:fs";

export const ENGINE_VERSION = (
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  }
).version;
