// Replaces the package isolated-vm inside a slot: only loads the binary that the parent named.

import { workerData } from "node:worker_threads";
import type ivm from "isolated-vm";

interface Loaded {
  exports: { ivm: typeof ivm };
}

const loaded = { exports: {} } as Loaded;
process.dlopen(loaded, (workerData as { addon: string }).addon);

export default loaded.exports.ivm;
