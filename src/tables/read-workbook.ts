// Reads a workbook (.xlsx) as rows: its first sheet. It is a zip of XML from outside, so a worker
// thread with its own heap and time limit unpacks and parses it; the limits on unpacked sizes are
// in the worker.

import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { RawRow, Unreadable } from "./table.ts";

const WALL_MS = 20_000;
const HEAP_MIB = 256;

const workbookAnswer = z.union([
  z.strictObject({
    rows: z.array(
      z.strictObject({ line: z.number().int().positive(), cells: z.array(z.string()) }),
    ),
  }),
  z.strictObject({ error: z.enum(["workbook", "workbookLarge"]) }),
]);

export async function readWorkbook(bytes: Uint8Array): Promise<RawRow[] | Unreadable> {
  const worker = new Worker(new URL("./workbook-worker.ts", import.meta.url), {
    workerData: bytes,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  const { promise, resolve } = Promise.withResolvers<unknown>();
  // Out of memory, out of time and a broken file look the same from here: the workbook is reported
  // as too large.
  const giveUp = () => resolve({ error: "workbookLarge" });
  const timer = setTimeout(giveUp, WALL_MS);
  worker.once("message", resolve).once("error", giveUp).once("exit", giveUp);
  try {
    const answer = workbookAnswer.parse(await promise);
    return "rows" in answer ? answer.rows : { error: { key: `table.error.${answer.error}` } };
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
