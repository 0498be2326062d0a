// Builds a program that runs behind walls, once per version of its sources: a few plain files, so
// that the process needs no package folder, module resolution or TypeScript loader. Node starts
// slot.mjs.

import { copyFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, type BuildOptions } from "esbuild";
import { build, findPlace, hashSources } from "../../cache-folder.ts";
import { prepareThread } from "./prepare-thread.ts";

export interface WalledProgram {
  /** Contains slot.mjs, the entry point. */
  folder: string;
  /**
   * isolated-vm's binary for this platform, for a program that uses it: its folder, and the file in
   * it that Node loads.
   */
  addon: { folder: string; file: string } | undefined;
  /** The maximum heap of the worker thread, for a program that has one. */
  threadHeapMiB?: number;
}

/** The files that a program's thread makes from itself (prepare-thread.ts). */
export interface PreparedFiles {
  names: string[];
  /** The addon of the program. */
  addon?: string;
}

const PREPARING = "prepare.mjs";

/** The contents of a program's file: the output of esbuild, or a text. */
export type ProgramFile = BuildOptions | (() => string);

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** The sources that every program contains. */
const wallsFolder = join(root, "grader", "walls");
/** The slot.mjs of a program with a worker thread. */
const MAIN_THREAD = join(wallsFolder, "inside", "main-thread.ts");

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
 * The files of a program with a worker thread. `entry`: of the thread. It finds its folder as every
 * module does: start-cached.ts passes it a `programMeta`.
 */
export function threadFiles(entry: string, options: BuildOptions = {}) {
  return {
    "slot.mjs": { ...forNode, entryPoints: [MAIN_THREAD] },
    "worker.mjs": { ...forNode, entryPoints: [join(wallsFolder, "inside", "start-cached.ts")] },
    "prepare.mjs": { ...forNode, entryPoints: [join(wallsFolder, "inside", "prepare.ts")] },
    "program.cjs": {
      ...forNode,
      format: "cjs",
      define: { "import.meta": "programMeta" },
      ...options,
      entryPoints: [entry],
    },
  } satisfies Record<string, ProgramFile>;
}

/**
 * The folder of the program. Builds this version if it is not cached yet. `sources`: the folders
 * that it is built from, besides `grader/walls`.
 */
export function buildProgram(
  name: string,
  sources: string[],
  files: Record<string, ProgramFile>,
  prepared?: PreparedFiles,
): string {
  const complete = [
    ...Object.keys(files).filter((file) => file !== PREPARING),
    ...(prepared?.names ?? []),
  ];
  return build(
    findPlace(root, `${name}-${hashSources(root, [wallsFolder, ...sources])}`, complete),
    (draft) => {
      for (const [file, content] of Object.entries(files)) {
        writeFileSync(
          join(draft, file),
          typeof content === "function" ? content() : buildSync(content).outputFiles![0]!.contents,
        );
      }
      if (prepared === undefined) return;
      const script = join(draft, PREPARING);
      prepareThread(prepareNode(), script, prepared.addon);
      rmSync(script);
    },
  );
}

/** The Node binary for slots. */
export function prepareNode(): string {
  return copyForSlots(
    process.execPath,
    [process.execPath],
    `node-${process.version}-${process.arch}`,
  );
}

/**
 * The file itself, or a copy that everyone can read: needed if root installed it with umask 077,
 * because slots run as another user. `passed`: the files and folders that a slot's user must be
 * able to read and enter.
 */
export function copyForSlots(file: string, passed: string[], name: string): string {
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
