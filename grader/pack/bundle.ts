// Turns a pack's TypeScript into single scripts that run in an isolate. esbuild only translates; nothing is run here.
// What a module may import is decided by name, before anything is looked up: files of its own exercise, and for the reference the packages that
// the manifest allows (which may import their own dependencies).

import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Message, type Plugin } from "esbuild";
import { problem, type Problem } from "./problem.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const generatedModule = join(root, "grader", "sandbox", "generated.ts");

export type ModuleName = "driver" | "reference" | "generator" | "checker";

/** JavaScript for an isolate by module, for those of `names` that `folder` holds. Adds to `problems` what does not bundle. */
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

async function bundleModule(folder: string, name: ModuleName, allowed: string[], prefix: string, problems: Problem[]): Promise<string | undefined> {
  const file = join(folder, `${name}.ts`);
  // A generator is served by a small module of ours, which the pack slot calls by name.
  const entry =
    name === "generator"
      ? `import arbitrary from ${JSON.stringify(file)};\nimport { serve } from ${JSON.stringify(generatedModule)};\nexport const { generate, shrink } = serve(arbitrary);\n`
      : `export * from ${JSON.stringify(file)};\n${name === "driver" || name === "checker" ? `export { default } from ${JSON.stringify(file)};\n` : ""}`;
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
      // fast-check looks these up when it loads, for its asynchronous half, which no generator uses.
      banner: name === "generator" ? { js: "var setTimeout, clearTimeout;" } : {},
      plugins: [heldTo(folder, allowed, prefix, problems)],
    });
    return result.outputFiles![0]!.text;
  } catch (error) {
    const errors = (error as { errors?: Message[] }).errors;
    if (errors === undefined) throw error;
    for (const { location, text, pluginName } of errors) {
      // The plugin has already said what it refused.
      if (pluginName === HELD) continue;
      const at = location?.file === undefined ? `${name}.ts` : relative(folder, resolve(root, location.file));
      problems.push(problem("bundle", `${prefix}${at}`, { detail: text }, { line: location?.line ?? 0 }));
    }
    return undefined;
  }
}

const HELD = "held-to-the-exercise";

function heldTo(folder: string, allowed: string[], prefix: string, problems: Problem[]): Plugin {
  const inside = (path: string) => path.startsWith(folder + sep);
  return {
    name: HELD,
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === HELD || importer === "" || importer.endsWith(".entry.ts")) return undefined;
        const refuse = () => {
          problems.push(problem("import-not-allowed", `${prefix}${relative(folder, importer)}`, { name: path, allowed: allowed.join(", ") || "-" }));
          return { errors: [{ text: `import of ${path} is not allowed` }] };
        };
        if (!inside(importer)) return undefined;
        if (path.startsWith(".")) {
          const target = resolve(resolveDir, path);
          return inside(target) && kind === "import-statement" ? { path: target } : refuse();
        }
        const name = path.startsWith("@") ? path.split("/").slice(0, 2).join("/") : path.split("/")[0]!;
        if (!allowed.includes(name)) return refuse();
        return build.resolve(path, { resolveDir: root, kind, pluginData: HELD });
      });
      build.onLoad({ filter: /\.json$/ }, ({ path }) => (inside(path) ? { contents: readFileSync(path, "utf8"), loader: "json" } : undefined));
    },
  };
}
