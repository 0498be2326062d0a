// Reads a pack's files under limits: ordinary files only, no links, none too large, not too many. A
// pack may come from a stranger.
//
// Every file of a pack is text, and means the same however an editor or Git wrote it: a byte order
// mark in front is left out and line ends are LF. This is done where bytes are read, so that
// hashes, versions and modules are of the same text. What editors and systems leave beside the
// files is not seen.

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
import { problem, type Problem } from "./problem.ts";

export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Files and folders together. */
const MAX_ENTRIES = 2000;
const MAX_DEPTH = 6;

/**
 * Every file below `folder` by its path with slashes, sorted. Links, devices, endless folders and
 * files too large become problems.
 */
export function listFiles(folder: string, prefix: string, problems: Problem[]): string[] {
  const found: string[] = [];
  let entries = 0;
  /** False once there is too much of it: that is said once, and nothing more is looked at. */
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

/** What systems, editors and version control leave in a folder: no part of a pack. */
export function isLeftover(name: string): boolean {
  return (
    LEFTOVER_NAMES.has(name.toLowerCase()) ||
    /^(?:\._|\.#)|^#.*#$|~$|\.(?:swp|swo|bak)$/i.test(name)
  );
}

/**
 * The text of an ordinary file as bytes, without a byte order mark and with LF at line ends; or
 * undefined and a problem. Never follows a link.
 */
export function readBytes(
  folder: string,
  path: string,
  prefix: string,
  problems: Problem[],
): Buffer | undefined {
  const raw = readRawBytes(folder, path, prefix, problems);
  return raw && plainBytes(raw);
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const [LF, CR] = [0x0a, 0x0d];

/**
 * In UTF-8 no other character holds these bytes, so a file that is no text only becomes another
 * file that is none.
 */
function plainBytes(raw: Buffer): Buffer {
  const bytes = raw.subarray(0, 3).equals(BYTE_ORDER_MARK) ? raw.subarray(3) : raw;
  if (!bytes.includes("\r\n")) return bytes;
  return Buffer.from(bytes.filter((byte, i) => byte !== CR || bytes[i + 1] !== LF));
}

/** As it lies on the disk. */
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
      problem(
        code === "ENOENT" ? "missing-file" : code === "ELOOP" ? "link" : "not-readable",
        `${prefix}${path}`,
        { detail: code },
      ),
    );
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

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
