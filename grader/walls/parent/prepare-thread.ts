// Makes the files of a program that its thread makes from itself: the code that V8 has compiled,
// and a slot's snapshot. They fit one version of Node, started with the same flags of V8.

import { spawnSync } from "node:child_process";
import { V8_FLAGS } from "./v8-flags.ts";

/** It starts one process that computes for a few seconds. */
const PREPARE_WALL_MS = 300_000;

/** `script`: prepare.mjs, in the folder of the program. `node`: the binary that will run it. */
export function prepareThread(node: string, script: string, addon: string | undefined): void {
  const { status, signal, stderr, error } = spawnSync(
    node,
    [...V8_FLAGS, "--no-warnings", script, ...(addon === undefined ? [] : [addon])],
    { env: {}, timeout: PREPARE_WALL_MS, encoding: "utf8" },
  );
  if (status !== 0)
    throw new Error(`a program cannot be prepared: ${stderr || (signal ?? `exit ${status}`)}`, {
      cause: error,
    });
}
