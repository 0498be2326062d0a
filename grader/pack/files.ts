// Reads a pack's files under limits: ordinary files only, no links, none too large, not too many. A pack may come from a stranger.

import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { problem, type Problem } from "./problem.ts";

export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Files and folders together. */
const MAX_ENTRIES = 2000;
const MAX_DEPTH = 6;

/** Every file below `folder` by its path with slashes, sorted. Links, devices, endless folders and files too large become problems. */
export function listFiles(folder: string, prefix: string, problems: Problem[]): string[] {
  const found: string[] = [];
  let entries = 0;
  /** False once there is too much of it: that is said once, and nothing more is looked at. */
  const walk = (relative: string, depth: number): boolean => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
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
        if (bytes > MAX_FILE_BYTES) problems.push(problem("too-large", `${prefix}${path}`, { bytes, limit: MAX_FILE_BYTES }));
      }
      else problems.push(problem("stray-file", `${prefix}${path}`));
    }
    return true;
  };
  walk("", 1);
  return found;
}

/** The bytes of an ordinary file, or undefined and a problem. Never follows a link. */
export function readBytes(folder: string, path: string, prefix: string, problems: Problem[], maxBytes = MAX_FILE_BYTES): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(join(folder, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
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
    problems.push(problem(code === "ENOENT" ? "missing-file" : code === "ELOOP" ? "link" : "not-readable", `${prefix}${path}`, { detail: code }));
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function readText(folder: string, path: string, prefix: string, problems: Problem[]): string | undefined {
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
