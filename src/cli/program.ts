// The program in few files: everything that src/cli/main.ts reaches, and the packages with it,
// bundled once a version of the sources into the cache beside the packages, as slots and what
// browsers load are. Node then reads a dozen files in place of two thousand and asks no
// package.json which file an import means: half of what a start takes. What is loaded for some
// commands only (the site) stays in files of its own.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
// Not by the grader's door: this runs before anything is loaded, and decides from where.
import { buildLater, findCachedPlace, openPrivateFolder } from "../../grader/cache-folder.ts";
import { DAY_MS } from "../durations.ts";

/** Where they are loaded from is where they find their binaries, or files of theirs. */
const PACKAGES_LEFT_OUT = [
  "better-sqlite3",
  "esbuild",
  "isolated-vm",
  "node-gyp-build",
  "typescript",
  "typescript-js",
  "write-file-atomic",
];
/** A server that has been running for longer has loaded what it loads. */
const KEPT_DAYS = 7;
const ENTRY = "main.mjs";

/**
 * The address of the module to import; undefined where nothing can be bundled (a cache that cannot
 * be written or is not safe from others, a source with a mistake in it) and the sources must do:
 * for one start alone, bundling would take longer than it saves.
 */
export async function findProgram(root: string): Promise<string | undefined> {
  const place = findCachedPlace(root, `program-${hashOfSources(root)}`, [ENTRY]);
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
 * Where Node keeps compiled code from one start to the next; undefined where nothing safe can be
 * kept.
 */
export function compiledFolder(root: string): string | undefined {
  return openPrivateFolder(root, "compiled");
}

function hashOfSources(root: string): string {
  // Two copies of the sources may share one folder of packages.
  const hash = createHash("sha256")
    .update(root)
    .update(readFileSync(join(root, "package-lock.json")));
  for (const room of ["src", "grader"]) {
    for (const name of readdirSync(join(root, room), {
      recursive: true,
      encoding: "utf8",
    }).sort()) {
      if ([".ts", ".tsx"].includes(extname(name)))
        hash.update(name).update(readFileSync(join(root, room, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function bundle(root: string, draft: string): Promise<void> {
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
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    plugins: [keepAddresses(root), openBuiltinsLate],
  });
}

/**
 * A source that looks for a file beside itself (migrations, templates, what is built for slots)
 * finds it where the source is.
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
 * An import of node:http or node:crypto reads everything that they export, and with it a whole
 * client for the web and all of WebCrypto; required, they are read as they are used.
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
      Date.now() - statSync(folder).mtimeMs > KEPT_DAYS * DAY_MS
    )
      rmSync(folder, { recursive: true, force: true });
  }
}
