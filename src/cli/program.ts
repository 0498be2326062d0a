// Bundles the program into a few files: everything that src/cli/main.ts imports, and the packages
// with it, once for each version of the sources, into the cache beside the packages. Node then
// reads a dozen files instead of two thousand, and resolves no package.json, which halves the
// startup time. Code that only some commands need (the site) stays in files of its own.

import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
// Not imported through the grader's door: this runs before anything else is loaded, and decides
// where that is loaded from.
import {
  buildLater,
  findCachedPlace,
  openPrivateFolder,
  hashSources,
} from "../../grader/cache-folder.ts";
import { DAY_MS } from "../durations.ts";

/** These packages find their binaries or other files relative to their own location. */
const PACKAGES_LEFT_OUT = [
  "better-sqlite3",
  "esbuild",
  "isolated-vm",
  "node-gyp-build",
  "typescript",
  "typescript-js",
  "write-file-atomic",
];
/**
 * Removes an old bundle only after this time. A server that has run for longer has already loaded
 * all it needs.
 */
const UNUSED_DAYS = 7;
const ENTRY = "main.mjs";

/**
 * The address of the module to import; undefined if nothing can be bundled (the cache is not
 * writable or not safe from others, or a source has a syntax error). Then the sources are used
 * directly: bundling for one start would take longer than it saves.
 */
export async function findProgram(root: string): Promise<string | undefined> {
  const rooms = [join(root, "src"), join(root, "grader")];
  // Two copies of the sources may share one folder of packages.
  const place = findCachedPlace(root, `program-${hashSources(root, rooms, root)}`, [ENTRY]);
  if (place === undefined) return undefined;
  try {
    const folder = await buildLater(place, (draft) => bundle(root, draft));
    if (place.folder === undefined) removeOldPrograms(dirname(folder), folder);
    return pathToFileURL(join(folder, ENTRY)).href;
  } catch {
    return undefined;
  }
}

/**
 * The folder where Node caches compiled code between starts; undefined if no safe folder exists.
 */
export function openCompileCache(root: string): string | undefined {
  return openPrivateFolder(root, "compiled");
}

async function bundle(root: string, draft: string): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [join(root, "src", "cli", "main.ts")],
    outdir: draft,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // Smaller files load faster. Names are preserved for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: `node${process.versions.node}`,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    // Stack traces name the line of the source.
    sourcemap: "linked",
    sourcesContent: false,
    jsx: "automatic",
    jsxImportSource: "#jsx",
    external: PACKAGES_LEFT_OUT,
    // CommonJS packages call `require`.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    plugins: [keepAddresses(root), openBuiltinsLate],
  });
}

/**
 * Sources that read neighbouring files (migrations, templates, bundles for slots) find them
 * relative to their own folder.
 */
function keepAddresses(root: string): Plugin {
  return {
    name: "keep-addresses",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
        const name = relative(root, path).replaceAll("\\", "/");
        if (!/^(?:src|grader)\//.test(name)) return undefined;
        const address = JSON.stringify(pathToFileURL(path).href);
        return {
          contents: readFileSync(path, "utf8").replaceAll("import.meta.url", address),
          loader: path.endsWith("x") ? "tsx" : "ts",
        };
      });
    },
  };
}

/**
 * An import of node:http or node:crypto evaluates everything that they export, including a whole
 * web client and all of WebCrypto. With require, exports are evaluated at their first use.
 */
const openBuiltinsLate: Plugin = {
  name: "open-builtins-late",
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?(?:https?|crypto)$/ }, ({ path, kind }) => {
      const builtin = `node:${path.replace("node:", "")}`;
      return kind === "import-statement"
        ? { path: builtin, namespace: "late" }
        : { path: builtin, external: true };
    });
    build.onLoad({ filter: /./, namespace: "late" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};

function removeOldPrograms(cache: string, current: string): void {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (
      name.startsWith("program-") &&
      folder !== current &&
      Date.now() - statSync(folder).mtimeMs > UNUSED_DAYS * DAY_MS
    )
      rmSync(folder, { recursive: true, force: true });
  }
}
