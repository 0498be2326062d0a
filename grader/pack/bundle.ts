// Bundles each TypeScript module of an exercise into one script that runs in an isolate. esbuild
// only translates; nothing is run here. import-rules.ts decides what a module may import.

import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Message, stop } from "esbuild";
import {
  enforceImports,
  generatedModule,
  type Importer,
  inspectedModule,
  PLUGIN_NAME,
  root,
} from "./import-rules.ts";
import type { ModuleName } from "./module-names.ts";
import { problem, type Problem } from "./problem.ts";

/**
 * The files that decide, together with an exercise's own files, what its bundled modules look like.
 * An installed package has no lock file.
 */
export const BUNDLER_SOURCES = [
  join(root, "package.json"),
  join(root, "package-lock.json"),
  fileURLToPath(import.meta.url),
  ...["files.ts", "import-rules.ts"].map((name) => join(root, "grader", "pack", name)),
  generatedModule,
  inspectedModule,
];

/**
 * Bundled JavaScript by module name. `imports`: packages that the reference may import. `prefix` is
 * put before file names in problems. A module that does not bundle is left out, and the reasons are
 * added to `problems`.
 */
export async function bundleModules(
  folder: string,
  names: ModuleName[],
  imports: string[],
  prefix: string,
  problems: Problem[],
): Promise<Partial<Record<ModuleName, string>>> {
  const bundled = await Promise.all(
    names.map(async (name): Promise<[ModuleName, string | undefined]> => {
      const allowed = selectAllowedPackages(name, imports);
      return [name, await bundleModule({ folder, name, allowed, prefix, problems })];
    }),
  );
  return Object.fromEntries(bundled.filter(([, code]) => code !== undefined));
}

function selectAllowedPackages(name: ModuleName, imports: string[]): string[] {
  if (name === "reference") return imports;
  return name === "generator" ? ["fast-check"] : [];
}

/** Bundles `contents` (a reference with mutants in it) in place of reference.ts. */
export async function bundleReference(
  folder: string,
  contents: string,
  imports: string[],
  prefix: string,
  problems: Problem[],
): Promise<string | undefined> {
  return bundleModule({
    folder,
    name: "reference",
    allowed: imports,
    prefix,
    problems,
    replaced: new Map([[join(folder, "reference.ts"), contents]]),
  });
}

/**
 * The driver without whitespace and paths, and the exercise's files it includes (paths in the
 * folder, sorted). `blank`: files whose contents are left out.
 */
export async function bundlePublicDriver(
  folder: string,
  blank: readonly string[],
  prefix: string,
  problems: Problem[],
): Promise<{ code: string; files: string[] } | undefined> {
  const files = new Set<string>();
  const replaced = new Map(
    blank.map((path) => [join(folder, path), path.endsWith(".json") ? "null" : ""]),
  );
  const minifyWhitespace = true;
  const code = await bundleModule({
    folder,
    name: "driver",
    allowed: [],
    prefix,
    problems,
    replaced,
    minifyWhitespace,
    files,
  });
  return code === undefined
    ? undefined
    : { code, files: [...files].map((path) => relative(folder, path).split(sep).join("/")).sort() };
}

interface BundleRequest extends Importer {
  minifyWhitespace?: boolean;
}

async function bundleModule(request: BundleRequest): Promise<string | undefined> {
  const { folder, name, prefix, problems } = request;
  const file = join(folder, `${name}.ts`);
  const entry = writeEntry(name, file);
  try {
    const result = await build({
      stdin: { contents: entry, resolveDir: root, sourcefile: `${name}.entry.ts`, loader: "ts" },
      bundle: true,
      write: false,
      format: "cjs",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "esnext",
      charset: "utf8",
      legalComments: "none",
      logLevel: "silent",
      // A tsconfig.json in the pack must not change the meaning of its code.
      tsconfigRaw: {},
      absWorkingDir: root,
      // fast-check reads these when it loads, for its asynchronous half, which no generator uses.
      banner: name === "generator" ? { js: "var setTimeout, clearTimeout;" } : {},
      minifyWhitespace: request.minifyWhitespace ?? false,
      plugins: [enforceImports(request)],
    });
    return result.outputFiles![0]!.text;
  } catch (error) {
    const errors = (error as { errors?: Message[] }).errors;
    if (errors === undefined) throw error;
    for (const { location, text, pluginName } of errors) {
      // The plugin has already reported what it refused.
      if (pluginName === PLUGIN_NAME) continue;
      const at =
        location?.file === undefined
          ? `${name}.ts`
          : relative(folder, resolve(root, location.file));
      problems.push(
        problem("bundle", `${prefix}${at}`, { detail: text }, { line: location?.line ?? 0 }),
      );
    }
    return undefined;
  }
}

/** The module that esbuild starts from. It exports what the slots call by name. */
function writeEntry(name: ModuleName, file: string): string {
  const path = JSON.stringify(file);
  if (name === "generator")
    return [
      `import arbitrary from ${path};`,
      `import { serve } from ${JSON.stringify(generatedModule)};`,
      "export const { generate, shrink } = serve(arbitrary);\n",
    ].join("\n");
  if (name === "validator")
    return [
      `import * as validator from ${path};`,
      `import { acceptWith, inspectWith } from ${JSON.stringify(inspectedModule)};`,
      "export const inspect = inspectWith(validator), accept = acceptWith(validator);\n",
    ].join("\n");
  const hasDefault = name === "driver" || name === "checker";
  return `export * from ${path};\n${hasDefault ? `export { default } from ${path};\n` : ""}`;
}

/** Ends esbuild's process. A bundle in progress fails; the next bundle starts a new process. */
export function stopBundler(): void {
  void stop();
}
