// The bundled modules of a stored exercise, in a file beside it. Bundling is most of the time that
// loading takes.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { BUNDLER_SOURCES } from "./bundle.ts";
import { replaceFileSync } from "./drafts.ts";
import type { Exercise } from "./exercise.ts";

const modulesFile = z.strictObject({
  /** The exercise's. */
  hash: z.string(),
  modules: z.strictObject({
    driver: z.string().optional(),
    reference: z.string().optional(),
    generator: z.string().optional(),
    validator: z.string().optional(),
    checker: z.string().optional(),
  }),
});
type ModulesFile = z.infer<typeof modulesFile>;

let bundlerKey: string | undefined;

/** The name changes with the bundler, its packages or the form of the modules. */
function nameModulesFile(): string {
  bundlerKey ??= BUNDLER_SOURCES.filter((path) => existsSync(path))
    .reduce(
      (hash, path) => hash.update(readFileSync(path)),
      createHash("sha256").update(process.version),
    )
    .digest("hex")
    .slice(0, 16);
  return `modules-${bundlerKey}.json`;
}

/** undefined if there are none for this exercise and this bundler. */
export function readStoredModules(target: string, hash: string): Exercise["modules"] | undefined {
  try {
    const text = readFileSync(join(target, nameModulesFile()), "utf8");
    const { data } = modulesFile.safeParse(JSON.parse(text));
    return data?.hash === hash ? data.modules : undefined;
  } catch {
    return undefined;
  }
}

export function writeStoredModules(target: string, { hash, modules }: Exercise): void {
  const text = JSON.stringify({ hash, modules } satisfies ModulesFile);
  writeFileSync(join(target, nameModulesFile()), text, { mode: 0o600 });
}

/** Replaces those of another bundler. Errors are ignored: the file only saves time. */
export function updateStoredModules(folder: string, { hash, modules }: Exercise): void {
  try {
    replaceFileSync(folder, `${hash}/${nameModulesFile()}`, JSON.stringify({ hash, modules }));
    const outdated = readdirSync(join(folder, hash)).filter(
      (name) => name.startsWith("modules-") && name !== nameModulesFile(),
    );
    for (const name of outdated) rmSync(join(folder, hash, name), { force: true });
  } catch {
    return;
  }
}
