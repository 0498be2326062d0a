// Files that a program makes from itself once, when it is built, so that later starts only read
// them. The thread writes nothing: it passes them to prepare.ts.

import { readFileSync } from "node:fs";
import { type MessagePort, workerData } from "node:worker_threads";

/** A part of the worker's data. */
export interface Preparing {
  /** While the program is built: takes each file, then null. */
  preparing?: MessagePort;
}

export interface PreparedFile {
  name: string;
  content: Uint8Array;
}

/** Whether the program is being built. */
export function isPreparing(): boolean {
  return (workerData as Preparing).preparing !== undefined;
}

/** The content of the file beside the program; while the program is built, what `make` returns. */
export function openPrepared(
  name: string,
  programAddress: string,
  make: () => Uint8Array,
): Uint8Array {
  const { preparing } = workerData as Preparing;
  if (preparing === undefined) return readFileSync(new URL(name, programAddress));
  const content = make();
  preparing.postMessage({ name, content } satisfies PreparedFile);
  return content;
}
