// Builds the program of the process that looks for type errors:
//
//   slot.mjs         the main thread                           worker.mjs   the thread with the type checker
//   typescript.cjs   TypeScript in JavaScript, as its package has it, only without spaces
//   library.json     declarations of everything that a submission finds: the language, and what the sandbox adds
//   messages.json    TypeScript's messages in the languages that it is asked for

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildProgram,
  forNode,
  MAIN_THREAD,
  type WalledProgram,
} from "../walls/parent/build-program.ts";
import type { Library, Messages } from "./check-source.ts";
import { SANDBOX_GLOBALS, TYPE_OPTIONS, withoutAbsent } from "./options.ts";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Warm, TypeScript and its declarations take some 150 MiB of heap; the rest is for one submission's
 * types.
 */
const HEAP_MIB = 512;

export function buildTypesProgram(): WalledProgram {
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript-js"));
  const folder = buildProgram("types", [here], {
    "slot.mjs": { ...forNode, entryPoints: [MAIN_THREAD] },
    "worker.mjs": { ...forNode, entryPoints: [join(here, "types-thread.ts")] },
    // Smaller text is read in half the time at each start.
    "typescript.cjs": {
      ...forNode,
      format: "cjs",
      bundle: false,
      minify: true,
      entryPoints: [join(typescript, "typescript.js")],
    },
    "library.json": () => JSON.stringify(mergeLibraries(typescript)),
    "messages.json": () =>
      JSON.stringify({
        en: {},
        "zh-CN": JSON.parse(
          readFileSync(join(typescript, "zh-cn", "diagnosticMessages.generated.json"), "utf8"),
        ) as Record<string, string>,
      } satisfies Messages),
  });
  return { folder, addon: undefined, threadHeapMiB: HEAP_MIB };
}

/**
 * TypeScript's declarations of the language, some ninety files, in one, without the comments:
 * merging the many parts of `Array` and of `String` is then done when the process starts, and not
 * at each check. What is a module cannot be merged with what is not, and stays as it is.
 */
function mergeLibraries(typescript: string): Library[] {
  const root = `lib.${TYPE_OPTIONS.lib[0]!}.d.ts`;
  const modules: Library[] = [];
  const seen = new Set<string>();
  let merged = "";
  const visit = (fileName: string): void => {
    if (seen.has(fileName)) return;
    seen.add(fileName);
    const text = readFileSync(join(typescript, fileName), "utf8");
    for (const [, name] of text.matchAll(/^\/\/\/ <reference lib="([^"]+)" *\/>/gm))
      visit(`lib.${name!}.d.ts`);
    const bare = text.replace(/^\/\/\/.*$/gm, "").replace(/\/\*[*!][\s\S]*?\*\//g, "");
    if (/^(?:export|import)\b/m.test(bare)) modules.push({ fileName, text: bare });
    else merged += bare;
  };
  visit(root);
  return [{ fileName: root, text: withoutAbsent(merged) + SANDBOX_GLOBALS }, ...modules];
}
