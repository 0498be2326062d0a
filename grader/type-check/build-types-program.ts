// Builds the program of the type checker's process:
//
//   slot.mjs         the main thread
//   worker.mjs       starts the thread with the type checker from the next two
//   program.cjs      that thread
//   typescript.cjs   TypeScript from its package, with steps (add-steps.ts), minified
//   *.cache          both, compiled by V8
//   library.json     declarations of all globals of a submission: the language, and those of the sandbox
//   messages.json    TypeScript's messages in the site's languages

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import {
  buildProgram,
  forNode,
  threadFiles,
  type WalledProgram,
} from "../walls/parent/build-program.ts";
import { addSteps } from "./add-steps.ts";
import type { Messages } from "./check-source.ts";
import type { Library } from "./declarations.ts";
import { SANDBOX_GLOBALS, TYPE_OPTIONS, removeAbsent } from "./options.ts";

const here = dirname(fileURLToPath(import.meta.url));
const typescript = dirname(createRequire(import.meta.url).resolve("typescript-js"));

/**
 * After the start, TypeScript and its declarations take about 150 MiB of heap; the rest is for the
 * types of one submission.
 */
const HEAP_MIB = 512;

export function buildTypesProgram(): WalledProgram {
  const folder = buildProgram(
    "types",
    [here],
    {
      ...threadFiles(join(here, "types-thread.ts")),
      // A minified file loads in half the time at each start.
      "typescript.cjs": () =>
        transformSync(addSteps(readFileSync(join(typescript, "typescript.js"), "utf8")), {
          format: "cjs",
          platform: "node",
          target: forNode.target,
          charset: "utf8",
          legalComments: "none",
          minify: true,
        }).code,
      "library.json": () => JSON.stringify(mergeLibraries()),
      "messages.json": () =>
        JSON.stringify({
          en: {},
          "zh-CN": JSON.parse(
            readFileSync(join(typescript, "zh-cn", "diagnosticMessages.generated.json"), "utf8"),
          ) as Record<string, string>,
        } satisfies Messages),
    },
    { names: ["program.cache", "typescript.cache"] },
  );
  return { folder, addon: undefined, threadHeapMiB: HEAP_MIB };
}

/**
 * Joins TypeScript's declarations of the language, about ninety files, in one file without
 * comments. The many parts of `Array` and `String` are then merged when the process starts, not at
 * each check. A module cannot be merged with a script, so it stays unchanged.
 */
export function mergeLibraries(): Library[] {
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
  return [{ fileName: root, text: removeAbsent(merged) + SANDBOX_GLOBALS }, ...modules];
}
