// What a module of an exercise may import, decided by name before anything is looked up: files of
// its own exercise, and the packages it is allowed (the reference those of the manifest, the
// generator fast-check). Packages may import their own dependencies.

import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type OnLoadResult,
  type OnResolveArgs,
  type Plugin,
  type PluginBuild,
  transform,
} from "esbuild";
import { readText } from "./files.ts";
import type { ModuleName } from "./module-names.ts";
import { problem, type Problem } from "./problem.ts";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
// Small modules of Gradus that wrap a generator or a validator. The pack slot calls their exports.
export const generatedModule = join(root, "grader", "isolate", "generated.ts");
export const inspectedModule = join(root, "grader", "isolate", "inspected.ts");

export const PLUGIN_NAME = "import-rules";

/** Folders that no module may import from: a driver would carry stored cases to a submission. */
const WITHHELD = ["data", "submissions"];

export interface Importer {
  folder: string;
  name: ModuleName;
  /** Packages that the module may import. */
  allowed: string[];
  /** Put before file names in problems. */
  prefix: string;
  problems: Problem[];
  /** Texts to use in place of files, by path. */
  replaced?: ReadonlyMap<string, string>;
  /** Receives the path of every file that is read. */
  files?: Set<string>;
}

/** An esbuild plugin that refuses every other import and adds it to the problems. */
export function enforceImports(importer: Importer): Plugin {
  return {
    name: PLUGIN_NAME,
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => resolveImport(importer, build, args));
      build.onLoad({ filter: /.*/, namespace: "file" }, ({ path }) => loadFile(importer, path));
    },
  };
}

async function resolveImport(
  module: Importer,
  build: PluginBuild,
  { path, importer, resolveDir, kind, pluginData }: OnResolveArgs,
) {
  const { folder, name, allowed, prefix, problems } = module;
  const entry = join(root, `${name}.entry.ts`);
  const isOwn = isInside(folder, importer);
  if (pluginData === PLUGIN_NAME || importer === "" || importer === entry || !isOwn)
    return undefined;
  if (path.startsWith(".")) {
    const target = resolve(resolveDir, path);
    const isWithheld = WITHHELD.some((other) => isInside(join(folder, other), target));
    return isInside(folder, target) && !isWithheld && kind === "import-statement"
      ? { path: target }
      : refuseImport(module, path, importer);
  }
  const parts = path.split("/");
  const packageName = parts.slice(0, path.startsWith("@") ? 2 : 1).join("/");
  if (!allowed.includes(packageName) || parts.includes("..") || kind !== "import-statement")
    return refuseImport(module, path, importer);
  const found = await build.resolve(path, { resolveDir: root, kind, pluginData: PLUGIN_NAME });
  for (const { text } of found.errors)
    problems.push(problem("bundle", `${prefix}${relative(folder, importer)}`, { detail: text }));
  return found;
}

async function loadFile(module: Importer, path: string): Promise<OnLoadResult | undefined> {
  const { folder, name, replaced, files } = module;
  // Such a file was not resolved above but found by a pattern, such as import(`../${name}.json`).
  if (!isInside(folder, path))
    return path === generatedModule ||
      path === inspectedModule ||
      path.includes(`${sep}node_modules${sep}`)
      ? undefined
      : refuseImport(module, path, join(folder, `${name}.ts`));
  // undefined if the file does not exist; esbuild reports that, and where it was imported.
  const contents = replaced?.get(path) ?? readText(folder, relative(folder, path), "", []);
  files?.add(path);
  if (contents === undefined) return undefined;
  if (path.endsWith(".json")) return { contents, loader: "json" };
  if (path.endsWith(".txt")) return { contents, loader: "text" };
  // esbuild would look such a pattern up in every folder it could match before asking a plugin.
  if (await importsByCall(contents)) return refuseImport(module, "import(…), require(…)", path);
  // The text as read here, so that the module does not depend on line ends on the disk.
  return path.endsWith(".ts") ? { contents, loader: "ts", resolveDir: dirname(path) } : undefined;
}

function refuseImport(
  { folder, allowed, prefix, problems }: Importer,
  name: string,
  importer: string,
) {
  problems.push(
    problem("import-not-allowed", `${prefix}${relative(folder, importer)}`, {
      name,
      allowed: allowed.join(", ") || "-",
    }),
  );
  return { errors: [{ text: `import of ${name} is not allowed` }] };
}

function isInside(folder: string, path: string): boolean {
  return path.startsWith(folder + sep);
}

/**
 * Whether a module contains import() or require(). It is minified first, so that comments, spaces
 * and escapes in names cannot hide a call.
 */
async function importsByCall(source: string): Promise<boolean> {
  try {
    const { code } = await transform(source, {
      loader: "ts",
      minifyWhitespace: true,
      charset: "utf8",
      legalComments: "none",
      tsconfigRaw: {},
      logLevel: "silent",
    });
    return /(?<![\w$.])import\(|(?<![\w$])require(?:"\])?(?:\?\.)?\(/.test(code);
  } catch {
    // Not TypeScript: the bundler reports it, with the line.
    return false;
  }
}
