// Builds the program of a slot:
//
//   slot.mjs           the main thread
//   worker.mjs         starts the thread with the isolates from the next two
//   program.cjs        that thread, with sucrase        program.cache   compiled by V8
//   prelude.js         the first code in every isolate
//   prelude.snapshot   the state of an isolate after it, from which all start

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildProgram,
  bundled,
  copyForSlots,
  type ProgramFile,
  threadFiles,
  type WalledProgram,
} from "../../walls/parent/build-program.ts";
import { hashSources } from "../../cache-folder.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const slotsFolder = fileURLToPath(new URL("..", import.meta.url));
const isolateFolder = join(slotsFolder, "..", "isolate");
const require = createRequire(import.meta.url);

export function buildSlotProgram(): WalledProgram {
  const binary = addonPath();
  const addon = copyForSlots(binary, [dirname(binary), binary], `addon-${hashSources(root, [])}`);
  const files = {
    // The bundle must not contain node-gyp-build, which searches folders that a slot cannot see.
    ...threadFiles(join(slotsFolder, "inside", "slot-worker-thread.ts"), {
      alias: { "isolated-vm": join(slotsFolder, "inside", "isolate-addon.ts") },
    }),
    "prelude.js": {
      ...bundled,
      entryPoints: [join(isolateFolder, "prelude.ts")],
      format: "iife",
      platform: "neutral",
      globalName: "prelude",
      banner: { js: '(() => { "use strict";' },
      footer: { js: "return prelude.default; })()" },
    },
  } satisfies Record<string, ProgramFile>;
  const folder = buildProgram("slot", [slotsFolder, isolateFolder], files, {
    names: ["program.cache", "prelude.snapshot"],
    addon,
  });
  return { folder, addon: { folder: dirname(addon), file: addon }, threadHeapMiB: 256 };
}

/** isolated-vm finds its binary through node-gyp-build; a slot gets the path instead. */
function addonPath(): string {
  const load = require("node-gyp-build") as {
    path?: (folder: string) => string;
    resolve?: (folder: string) => string;
  };
  const find = load.resolve ?? load.path;
  if (find === undefined) throw new Error("node-gyp-build offers no way to find a binary");
  return find(dirname(require.resolve("isolated-vm/package.json")));
}
