// The engine's name, as it appears in receipts. Two programs with the same name grade alike, so a
// worker takes only the jobs of a server whose engine has the same name.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
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
  const files = readdirSync(join(ROOT, "grader"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort())
    hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}
