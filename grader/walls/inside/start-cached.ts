// The worker.mjs of a program: runs program.cjs with the code that V8 has compiled before, which
// the build has stored beside it (../parent/prepare-thread.ts). Without it, every new process would
// parse all parsers again, which takes longer than Node itself to start.

import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { workerData } from "node:worker_threads";
import type { Preparing } from "./prepared-file.ts";

type Module = { exports: unknown };
type Program = (
  require: (name: string) => unknown,
  module: Module,
  exports: unknown,
  __filename: string,
  programMeta: ImportMeta,
) => void;

const scripts = new Map<string, Script>();

function run(file: string): unknown {
  const cache = file.replace(/\.cjs$/, ".cache");
  const script = new Script(
    `(function (require, module, exports, __filename, programMeta) {${read(file).toString("utf8")}\n})`,
    { filename: file, cachedData: preparing === undefined ? read(cache) : undefined },
  );
  // It still works, but every start takes longer. Nobody would notice.
  if (script.cachedDataRejected === true)
    process.stderr.write(`the compiled code of ${file} does not fit this Node\n`);
  scripts.set(cache, script);
  const module: Module = { exports: {} };
  const program = script.runInThisContext() as Program;
  program(load, module, module.exports, file, import.meta);
  return module.exports;
}

function load(name: string): unknown {
  return name.startsWith("./") ? run(name.slice(2)) : process.getBuiltinModule(name);
}

function read(file: string): Buffer {
  return readFileSync(new URL(file, import.meta.url));
}

const { preparing } = workerData as Preparing;
run("program.cjs");
// It is ready, so V8 has compiled all that a start needs.
if (preparing !== undefined) {
  for (const [name, script] of scripts)
    preparing.postMessage({ name, content: script.createCachedData() });
  preparing.postMessage(null);
}
