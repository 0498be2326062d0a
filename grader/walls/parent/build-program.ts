// Builds a program that runs behind walls, once per version of its sources: a few plain files that
// a locked-down process can read without a package folder, a module resolver or a TypeScript
// loader. slot.mjs is the one that Node starts.

import { copyFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, type BuildOptions } from "esbuild";
import { build, findPlace, hashSources } from "../../cache-folder.ts";

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

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** What every program has in it, and what starts it. */
const wallsFolder = join(root, "grader", "walls");
/** The slot.mjs of a program with a worker thread. */
export const MAIN_THREAD = join(wallsFolder, "inside", "main-thread.ts");

export const bundled = {
  bundle: true,
  write: false,
  target: "esnext",
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
} satisfies BuildOptions;
export const forNode = { ...bundled, format: "esm", platform: "node" } satisfies BuildOptions;

/**
 * The folder that holds the program, built if this version of it is not in a cache yet. `sources`:
 * the folders that it is built from, beside `grader/walls`.
 */
export function buildProgram(
  name: string,
  sources: string[],
  files: Record<string, ProgramFile>,
): string {
  return build(
    findPlace(root, `${name}-${hashSources(root, [wallsFolder, ...sources])}`, Object.keys(files)),
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
 * The file itself; or, if root has installed it so that no one else can read it (umask 077) while
 * slots run as another user, a copy that everyone can read. `passed`: what a slot's user must be
 * able to read and enter on the way.
 */
export function readableBySlots(file: string, passed: string[], name: string): string {
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
