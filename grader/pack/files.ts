// Reads a pack's files under limits, since a pack may be untrusted: only ordinary files, no links,
// no file too large, and not too many.
//
// Every file of a pack is text. A byte order mark is dropped and line ends become LF as soon as the
// bytes are read, so that hashes, versions and modules do not depend on how an editor or Git wrote
// the file. Files that editors and operating systems leave behind are ignored.

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
} from "node:fs";
import { join } from "node:path";
import { problem, type Problem, type ProblemCode } from "./problem.ts";

export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Files and folders together. */
const MAX_ENTRIES = 2000;
const MAX_DEPTH = 6;

/**
 * The paths of all files below `folder`, relative, with slashes, sorted. Links, devices, folders
 * too deep or too full, and files too large become problems.
 */
export function listFiles(folder: string, prefix: string, problems: Problem[]): string[] {
  const found: string[] = [];
  let entries = 0;
  /** Returns false once a limit is exceeded. That is reported once, and the walk stops. */
  const walk = (relative: string, depth: number): boolean => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (isLeftover(entry.name)) continue;
      const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
      entries += 1;
      if (entries > MAX_ENTRIES || depth > MAX_DEPTH) {
        problems.push(problem("too-many-files", `${prefix}${path}`, { limit: MAX_ENTRIES }));
        return false;
      }
      if (entry.isSymbolicLink()) problems.push(problem("link", `${prefix}${path}`));
      else if (entry.isDirectory()) {
        if (!walk(path, depth + 1)) return false;
      } else if (entry.isFile()) {
        found.push(path);
        const bytes = lstatSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0;
        if (bytes > MAX_FILE_BYTES)
          problems.push(problem("too-large", `${prefix}${path}`, { bytes, limit: MAX_FILE_BYTES }));
      } else problems.push(problem("stray-file", `${prefix}${path}`));
    }
    return true;
  };
  walk("", 1);
  return found;
}

const LEFTOVER_NAMES = new Set([
  ".ds_store",
  "thumbs.db",
  "desktop.ini",
  "__macosx",
  ".git",
  ".gitattributes",
  ".gitignore",
  ".gitkeep",
  ".editorconfig",
  ".idea",
  ".vscode",
]);

/** Whether a file is left by an operating system, an editor or Git, and not part of a pack. */
export function isLeftover(name: string): boolean {
  return (
    LEFTOVER_NAMES.has(name.toLowerCase()) ||
    /^(?:\._|\.#)|^#.*#$|~$|\.(?:swp|swo|bak)$/i.test(name)
  );
}

/**
 * The bytes of an ordinary file, without a byte order mark and with LF line ends. If it cannot be
 * read, adds a problem and returns undefined. Never follows a link.
 */
export function readBytes(
  folder: string,
  path: string,
  prefix: string,
  problems: Problem[],
): Buffer | undefined {
  const raw = readRawBytes(folder, path, prefix, problems);
  return raw && normalizeText(raw);
}

/** ELOOP: the file is a link, which O_NOFOLLOW does not open. */
const OPEN_ERRORS: Partial<Record<string, ProblemCode>> = { ENOENT: "missing-file", ELOOP: "link" };

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const [LF, CR] = [0x0a, 0x0d];

/**
 * In UTF-8 no other character contains these bytes, so text stays the same text. What is not UTF-8
 * stays invalid, and is reported by `readText`.
 */
function normalizeText(raw: Buffer): Buffer {
  const bytes = raw.subarray(0, 3).equals(BYTE_ORDER_MARK) ? raw.subarray(3) : raw;
  if (!bytes.includes("\r\n")) return bytes;
  return Buffer.from(bytes.filter((byte, i) => byte !== CR || bytes[i + 1] !== LF));
}

/** Like `readBytes`, but unchanged, as stored on the disk. */
export function readRawBytes(
  folder: string,
  path: string,
  prefix: string,
  problems: Problem[],
  maxBytes = MAX_FILE_BYTES,
): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(
      join(folder, path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    const { size } = fstatSync(descriptor);
    if (size > maxBytes) {
      problems.push(problem("too-large", `${prefix}${path}`, { bytes: size, limit: maxBytes }));
      return undefined;
    }
    const buffer = Buffer.alloc(size);
    let read = 0;
    while (read < size) {
      const count = readSync(descriptor, buffer, read, size - read, read);
      if (count === 0) break;
      read += count;
    }
    return buffer.subarray(0, read);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    problems.push(
      problem(OPEN_ERRORS[code] ?? "not-readable", `${prefix}${path}`, { detail: code }),
    );
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Like `readBytes`, decoded. A file that is not valid UTF-8 becomes a problem. */
export function readText(
  folder: string,
  path: string,
  prefix: string,
  problems: Problem[],
): string | undefined {
  const bytes = readBytes(folder, path, prefix, problems);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    problems.push(problem("not-utf8", `${prefix}${path}`));
    return undefined;
  }
}

export function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
