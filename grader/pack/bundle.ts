// Turns a pack's TypeScript into single scripts that run in an isolate. esbuild only translates;
// nothing is run here. What a module may import is decided by name, before anything is looked up:
// files of its own exercise, and for the reference the packages that the manifest allows (which may
// import their own dependencies).

import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Message, type Plugin, stop, transform } from "esbuild";
import { readText } from "./files.ts";
import { problem, type Problem } from "./problem.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
// Served by small modules of ours, which the pack slot calls by name.
const generatedModule = join(root, "grader", "sandbox", "generated.ts");
const inspectedModule = join(root, "grader", "sandbox", "inspected.ts");

/**
 * What decides, beside an exercise's files, what its modules are when they are bundled. The lock
 * file is not there in an installed package.
 */
export const BUNDLER_SOURCES = [
  join(root, "package.json"),
  join(root, "package-lock.json"),
  fileURLToPath(import.meta.url),
  join(root, "grader", "pack", "files.ts"),
  generatedModule,
  inspectedModule,
];

export type ModuleName = "driver" | "reference" | "generator" | "validator" | "checker";

/**
 * JavaScript for an isolate by module, for those of `names` that `folder` holds. Adds to `problems`
 * what does not bundle.
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
      const allowed = name === "reference" ? imports : name === "generator" ? ["fast-check"] : [];
      return [name, await bundleModule(folder, name, allowed, prefix, problems)];
    }),
  );
  return Object.fromEntries(bundled.filter(([, code]) => code !== undefined));
}

/** The reference with another text in its place: one with mutants in it. */
export async function bundleReference(
  folder: string,
  contents: string,
  imports: string[],
  prefix: string,
  problems: Problem[],
): Promise<string | undefined> {
  return bundleModule(folder, "reference", imports, prefix, problems, {
    instead: new Map([[join(folder, "reference.ts"), contents]]),
  });
}

/**
 * The driver without spaces and paths, with nothing in place of the files `blank`; and which of the
 * exercise's files it is made of, by their paths in it.
 */
export async function bundlePublicDriver(
  folder: string,
  blank: readonly string[],
  prefix: string,
  problems: Problem[],
): Promise<{ code: string; files: string[] } | undefined> {
  const files = new Set<string>();
  const instead = new Map(
    blank.map((path) => [join(folder, path), path.endsWith(".json") ? "null" : ""]),
  );
  const code = await bundleModule(folder, "driver", [], prefix, problems, {
    instead,
    minifyWhitespace: true,
    files,
  });
  return code === undefined
    ? undefined
    : { code, files: [...files].map((path) => relative(folder, path).split(sep).join("/")).sort() };
}

interface BundleChanges {
  /** Texts that take the place of files, by their paths. */
  instead?: ReadonlyMap<string, string>;
  minifyWhitespace?: boolean;
  /** Is given every file that was read, by its path. */
  files?: Set<string>;
}

async function bundleModule(
  folder: string,
  name: ModuleName,
  allowed: string[],
  prefix: string,
  problems: Problem[],
  changes: BundleChanges = {},
): Promise<string | undefined> {
  const file = join(folder, `${name}.ts`);
  const entry = entryFor(name, file);
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
      // A tsconfig in the pack must not change what its code means.
      tsconfigRaw: {},
      absWorkingDir: root,
      // fast-check looks these up when it loads, for its asynchronous half, which no generator
      // uses.
      banner: name === "generator" ? { js: "var setTimeout, clearTimeout;" } : {},
      minifyWhitespace: changes.minifyWhitespace ?? false,
      plugins: [heldTo(folder, name, allowed, prefix, problems, changes)],
    });
    return result.outputFiles![0]!.text;
  } catch (error) {
    const errors = (error as { errors?: Message[] }).errors;
    if (errors === undefined) throw error;
    for (const { location, text, pluginName } of errors) {
      // The plugin has already said what it refused.
      if (pluginName === HELD) continue;
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

function entryFor(name: ModuleName, file: string): string {
  const path = JSON.stringify(file);
  if (name === "generator")
    return `import arbitrary from ${path};\nimport { serve } from ${JSON.stringify(generatedModule)};\nexport const { generate, shrink } = serve(arbitrary);\n`;
  if (name === "validator")
    return `import * as validator from ${path};\nimport { acceptWith, inspectWith } from ${JSON.stringify(inspectedModule)};\nexport const inspect = inspectWith(validator), accept = acceptWith(validator);\n`;
  return `export * from ${path};\n${name === "driver" || name === "checker" ? `export { default } from ${path};\n` : ""}`;
}

const HELD = "held-to-the-exercise";

function heldTo(
  folder: string,
  module: ModuleName,
  allowed: string[],
  prefix: string,
  problems: Problem[],
  { instead, files }: BundleChanges,
): Plugin {
  const entry = join(root, `${module}.entry.ts`);
  const inside = (path: string) => path.startsWith(folder + sep);
  const refuse = (name: string, importer: string) => {
    problems.push(
      problem("import-not-allowed", `${prefix}${relative(folder, importer)}`, {
        name,
        allowed: allowed.join(", ") || "-",
      }),
    );
    return { errors: [{ text: `import of ${name} is not allowed` }] };
  };
  return {
    name: HELD,
    setup(build) {
      build.onResolve(
        { filter: /.*/ },
        async ({ path, importer, resolveDir, kind, pluginData }) => {
          if (pluginData === HELD || importer === "" || importer === entry || !inside(importer))
            return undefined;
          if (path.startsWith(".")) {
            const target = resolve(resolveDir, path);
            // Stored cases and examples are for the parent alone: a driver that held them would
            // carry them to a submission.
            const withheld = ["data", "submissions"].some((name) =>
              target.startsWith(join(folder, name) + sep),
            );
            return inside(target) && !withheld && kind === "import-statement"
              ? { path: target }
              : refuse(path, importer);
          }
          const parts = path.split("/");
          const name = parts.slice(0, path.startsWith("@") ? 2 : 1).join("/");
          if (!allowed.includes(name) || parts.includes("..") || kind !== "import-statement")
            return refuse(path, importer);
          const found = await build.resolve(path, { resolveDir: root, kind, pluginData: HELD });
          for (const { text } of found.errors)
            problems.push(
              problem("bundle", `${prefix}${relative(folder, importer)}`, { detail: text }),
            );
          return found;
        },
      );
      build.onLoad({ filter: /.*/, namespace: "file" }, async ({ path }) => {
        // What gets here without having been resolved above was found by a pattern:
        // import(`../${name}.json`).
        if (!inside(path))
          return path === generatedModule ||
            path === inspectedModule ||
            path.includes(`${sep}node_modules${sep}`)
            ? undefined
            : refuse(path, join(folder, `${module}.ts`));
        const replacement = instead?.get(path);
        const contents = replacement ?? readOptional(folder, path);
        files?.add(path);
        if (contents === undefined) return undefined;
        if (path.endsWith(".json")) return { contents, loader: "json" };
        if (path.endsWith(".txt")) return { contents, loader: "text" };
        // esbuild would look such a pattern up in every folder that it could mean before it asks
        // anyone.
        if (await importsByCall(contents)) return refuse("import(…), require(…)", path);
        // As it was read here, so that the module is the same whatever its line ends are on the
        // disk.
        return path.endsWith(".ts")
          ? { contents, loader: "ts", resolveDir: dirname(path) }
          : undefined;
      });
    },
  };
}

/** undefined where there is no such file: esbuild says so, and where it was wanted. */
function readOptional(folder: string, path: string): string | undefined {
  return readText(folder, relative(folder, path), "", []);
}

/**
 * Whether a module holds import() or require(), once comments, spaces and escapes in names are out
 * of the way.
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
    // Not TypeScript: the bundler says so, and where.
    return false;
  }
}

/** Ends the process that bundles. What it is at work on fails; the next question starts another. */
export function stopBundler(): void {
  void stop();
}
