// The program in few files: everything that src/cli/main.ts reaches, and the packages with it, bundled once a version of the sources into the cache beside
// the packages, as slots and what browsers load are. Node then reads a dozen files in place of two thousand and asks no package.json which file an import
// means: half of what a start takes. What is loaded for some commands only (the site) stays in files of its own.

import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/** Where they are loaded from is where they find their binaries, or files of theirs. */
const PACKAGES_LEFT_OUT = ["better-sqlite3", "esbuild", "isolated-vm", "node-gyp-build", "typescript", "typescript-js"];
/** A server that has been running for longer has loaded what it loads. */
const KEPT_DAYS = 7;
const ENTRY = "main.mjs";

/** The address of the module to import; undefined where nothing can be bundled (a cache that cannot be written, a source with a mistake in it) and the sources must do. */
export async function findProgram(root: string): Promise<string | undefined> {
  const cache = join(root, "node_modules", ".cache", "gradus");
  const folder = join(cache, `program-${hashOfSources(root)}`);
  if (!existsSync(join(folder, ENTRY))) {
    try {
      await bundle(root, folder);
      removeOldPrograms(cache, folder);
    } catch {
      return undefined;
    }
  }
  return pathToFileURL(join(folder, ENTRY)).href;
}

function hashOfSources(root: string): string {
  // Two copies of the sources may share one folder of packages.
  const hash = createHash("sha256").update(root).update(readFileSync(join(root, "package-lock.json")));
  for (const room of ["src", "grader"]) {
    for (const name of readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).sort()) {
      if ([".ts", ".tsx"].includes(extname(name))) hash.update(name).update(readFileSync(join(root, room, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function bundle(root: string, folder: string): Promise<void> {
  // Written aside and then renamed, so that two starts at once cannot read half a program. Made first: where nothing can be written, nothing is to be bundled.
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  try {
    const { build } = await import("esbuild");
    await build({
      entryPoints: [join(root, "src", "cli", "main.ts")],
      outdir: draft,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      // Less to read; names stay, for stacks.
      minifyWhitespace: true,
      minifySyntax: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: `node${process.versions.node}`,
      charset: "utf8",
      legalComments: "none",
      logLevel: "silent",
      // A stack names the line of the source.
      sourcemap: "linked",
      sourcesContent: false,
      jsx: "automatic",
      jsxImportSource: "#jsx",
      external: PACKAGES_LEFT_OUT,
      // Packages that are CommonJS call it.
      banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' },
      plugins: [keepAddresses(root), openBuiltinsLate],
    });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start may have been faster.
    if (!existsSync(join(folder, ENTRY))) throw error;
  }
}

/** A source that looks for a file beside itself (migrations, templates, what is built for slots) finds it where the source is. */
function keepAddresses(root: string): Plugin {
  return {
    name: "keep-addresses",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
        const name = relative(root, path).replaceAll("\\", "/");
        if (!/^(?:src|grader)\//.test(name)) return undefined;
        const address = JSON.stringify(pathToFileURL(path).href);
        return { contents: readFileSync(path, "utf8").replaceAll("import.meta.url", address), loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };
}

/** An import of node:http or node:crypto reads everything that they export, and with it a whole client for the web and all of WebCrypto; required, they are read as they are used. */
const openBuiltinsLate: Plugin = {
  name: "open-builtins-late",
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?(?:https?|crypto)$/ }, ({ path, kind }) => {
      const builtin = `node:${path.replace("node:", "")}`;
      return kind === "import-statement" ? { path: builtin, namespace: "late" } : { path: builtin, external: true };
    });
    build.onLoad({ filter: /./, namespace: "late" }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(path)});`, loader: "js" }));
  },
};

function removeOldPrograms(cache: string, current: string): void {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (name.startsWith("program-") && folder !== current && Date.now() - statSync(folder).mtimeMs > KEPT_DAYS * 86_400_000) rmSync(folder, { recursive: true, force: true });
  }
}
