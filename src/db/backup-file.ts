// The format of a backup: an SQLite database (backup.ts), then one line with the SHA-256 hash of
// all bytes before it. SQLite's own check finds pages that do not fit together, but not a changed
// digit in a score.

import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";

const LABEL = "\ngradus-backup sha256 ";
const TRAILER_BYTES = LABEL.length + 64 + 1;
const CHUNK_BYTES = 1024 * 1024;

/** Ends the file with its checksum. Returns when it is on the disk. */
export function addChecksum(file: string): void {
  const fd = openSync(file, "r+");
  try {
    const { size } = fstatSync(fd);
    writeSync(fd, `${LABEL}${computeHash(fd, size)}\n`, size);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Removes the checksum from the file, so that only the database remains. "none": the file has no
 * checksum at its end, so it is not a backup, or it is incomplete. "other": it is a backup that was
 * changed.
 */
export function takeChecksum(file: string): "right" | "none" | "other" {
  const fd = openSync(file, "r+");
  try {
    const size = fstatSync(fd).size - TRAILER_BYTES;
    if (size < 0) return "none";
    const trailer = Buffer.alloc(TRAILER_BYTES);
    readSync(fd, trailer, 0, TRAILER_BYTES, size);
    const text = trailer.toString("latin1");
    if (!text.startsWith(LABEL)) return "none";
    if (text !== `${LABEL}${computeHash(fd, size)}\n`) return "other";
    ftruncateSync(fd, size);
    return "right";
  } finally {
    closeSync(fd);
  }
}

/** Hashes the first `size` bytes. */
function computeHash(fd: number, size: number): string {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0; at < size;) {
    const read = readSync(fd, chunk, 0, Math.min(CHUNK_BYTES, size - at), at);
    if (read === 0) break;
    hash.update(chunk.subarray(0, read));
    at += read;
  }
  return hash.digest("hex");
}
