// Builds the programs that run behind walls, once per version of their sources: a few plain files
// that a locked-down process can read without a package folder, a module resolver or a TypeScript
// loader. A slot's are
//
//   slot.mjs     the main thread        worker.mjs   the thread with the isolates (sucrase inside)
//   prelude.js   what every isolate runs first
//
// and what renders statements is one slot.mjs, without threads or isolates.

import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, type BuildOptions } from "esbuild";
import { build, findPlace } from "../cache-folder.ts";

export interface WalledProgram {
  /** Holds slot.mjs, where it starts. */
  folder: string;
  /**
   * isolated-vm's binary for this platform, for a program that uses it: its folder, the file in it
   * that Node loads.
   */
  addon: { folder: string; file: string } | undefined;
  /** How large the heap of its worker thread may get, for a program that has one. */
  threadHeapMiB?: number;
}

/** What stands in a file of a program: what esbuild makes of it, or a text as it is. */
export type ProgramFile = BuildOptions | (() => string);

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const sandboxFolder = join(here, "..", "sandbox");
const statementFolder = join(here, "..", "statement");
const require = createRequire(import.meta.url);

const bundled = {
  bundle: true,
  write: false,
  target: "esnext",
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
} satisfies BuildOptions;
export const forNode = { ...bundled, format: "esm", platform: "node" } satisfies BuildOptions;

export function buildSlotProgram(): WalledProgram {
  const binary = addonPath();
  const addon = readableBySlots(binary, [dirname(binary), binary], `addon-${hashOfSources([])}`);
  const folder = buildProgram("slot", [here, sandboxFolder], {
    "slot.mjs": { ...forNode, entryPoints: [join(here, "slot.ts")] },
    // The bundle must not bring node-gyp-build, which looks around in folders that a slot cannot
    // see.
    "worker.mjs": {
      ...forNode,
      alias: { "isolated-vm": join(here, "addon.ts") },
      entryPoints: [join(here, "worker.ts")],
    },
    "prelude.js": {
      ...bundled,
      entryPoints: [join(sandboxFolder, "prelude.ts")],
      format: "iife",
      platform: "neutral",
      globalName: "prelude",
      banner: { js: '(() => { "use strict";' },
      footer: { js: "return prelude.default; })()" },
    },
  });
  return { folder, addon: { folder: dirname(addon), file: addon }, threadHeapMiB: 256 };
}

export function buildStatementProgram(): WalledProgram {
  const folder = buildProgram("statement", [here, statementFolder], {
    "slot.mjs": { ...forNode, entryPoints: [join(statementFolder, "slot.ts")] },
  });
  return { folder, addon: undefined };
}

/**
 * The folder that holds the program; built where nobody has built this version of `sources` yet.
 */
export function buildProgram(
  name: string,
  sources: string[],
  files: Record<string, ProgramFile>,
): string {
  return build(
    findPlace(root, `${name}-${hashOfSources(sources)}`, Object.keys(files)),
    (draft) => {
      for (const [file, content] of Object.entries(files)) {
        writeFileSync(
          join(draft, file),
          typeof content === "function" ? content() : buildSync(content).outputFiles![0]!.contents,
        );
      }
    },
  );
}

/** Node as slots start it. */
export function nodeForSlots(): string {
  return readableBySlots(
    process.execPath,
    [process.execPath],
    `node-${process.version}-${process.arch}`,
  );
}

/**
 * The file itself; or, if root has installed it so that nobody else can read it (umask 077) while
 * slots run as somebody else, a copy that everybody can read. `passed`: what a slot's user must be
 * able to read and enter on the way.
 */
function readableBySlots(file: string, passed: string[], name: string): string {
  if (process.getuid?.() !== 0 || passed.every(isOpenToAll)) return file;
  const copy = basename(file);
  return join(
    build(findPlace(root, name, [copy]), (draft) => copyFileSync(file, join(draft, copy))),
    copy,
  );
}

function isOpenToAll(path: string): boolean {
  const found = statSync(path);
  const needed = found.isDirectory() || path === process.execPath ? 0o005 : 0o004;
  return (found.mode & needed) === needed;
}

/** isolated-vm finds its binary through node-gyp-build; the slot gets told where it is instead. */
function addonPath(): string {
  const load = require("node-gyp-build") as {
    path?: (folder: string) => string;
    resolve?: (folder: string) => string;
  };
  const find = load.resolve ?? load.path;
  if (find === undefined) throw new Error("node-gyp-build offers no way to find a binary");
  return find(dirname(require.resolve("isolated-vm/package.json")));
}

function hashOfSources(folders: string[]): string {
  const hash = createHash("sha256")
    .update(`${process.version} ${process.arch}`)
    .update(readFileSync(join(root, "package.json")));
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort())
      hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
