// Reads the file that a command grades.

import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { extname } from "node:path";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { UsageError } from "./usage-error.ts";

/** TypeScript and JavaScript. */
const ENDINGS = [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx"];

/**
 * Reads at most one byte more than the limit: the grader reports a larger file. Throws `UsageError`
 * if the file cannot be read, or if its name ends like one of another language. A name without an
 * ending is TypeScript: /dev/stdin.
 */
export function readSource(file: string): Uint8Array {
  const ending = extname(file);
  if (ending !== "" && !ENDINGS.includes(ending.toLowerCase()))
    throw new UsageError("usage.other-language", { file, ending });
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw new UsageError("usage.file-is-folder", { file });
    const buffer = Buffer.alloc(
      stats.isFile() ? Math.min(stats.size, MAX_SOURCE_BYTES + 1) : MAX_SOURCE_BYTES + 1,
    );
    let length = 0;
    while (length < buffer.length) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return buffer.subarray(0, length);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw code === "ENOENT"
      ? new UsageError("usage.file-missing", { file })
      : new UsageError("usage.file-unreadable", { file, detail: code ?? String(error) });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** As receipts name a submission: SHA-256 in hex of its bytes. */
export function hashSource(source: Uint8Array): string {
  return createHash("sha256").update(source).digest("hex");
}
