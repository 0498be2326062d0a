// The engine's name, as it appears in receipts. Two programs with the same name grade alike, so a
// worker takes only the jobs of a server whose engine has the same name.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { listSources } from "./cache-folder.ts";
import { ENGINE_VERSION } from "./engine.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

let name: string | undefined;

/**
 * "0.1.0+3f9c0a5d21b7": the version, and a hash of the grader's sources and of the lock file, which
 * names every package and Node itself. Computed once, when it is first needed.
 */
export function nameEngine(): string {
  name ??= `${ENGINE_VERSION}+${hashEngine()}`;
  return name;
}

/** 12 hex digits. */
function hashEngine(): string {
  const hash = createHash("sha256").update(readFileSync(join(ROOT, "package-lock.json")));
  for (const file of listSources(join(ROOT, "grader")))
    hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}
