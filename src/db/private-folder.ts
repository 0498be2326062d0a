// What is in the data folder is for its owner's eyes alone: the folder has mode 0700, each file in
// it no right for anyone else. Both are set explicitly (a umask may be anything, and the folder may
// have been there before), and checked at each start: what stands open is closed, or named in an
// error.

import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from "node:fs";
import { join } from "node:path";

/** Something in the data folder can be read by others, and its mode cannot be changed. */
export class OpenToOthersError extends Error {
  readonly path: string;
  /** "0644" */
  readonly mode: string;
  constructor(path: string, mode: number) {
    super(`${path} can be read by others`);
    this.path = path;
    this.mode = octal(mode);
  }
}

/** Of its group, and of everyone else. */
const OTHERS = 0o077;
/** Of a folder that all users share, as /tmp is: to close it would break theirs. */
const STICKY = 0o1000;
/** Windows has no such modes. */
const HAS_MODES = process.platform !== "win32";

export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/**
 * Makes the file if it is missing. SQLite gives its -wal and -shm files the mode of the database.
 */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, "a", 0o600));
}

/**
 * Takes every right of others from the folder and all that is in it. Throws `OpenToOthersError`.
 */
export function closeToOthers(folder: string): void {
  if (!HAS_MODES) return;
  closePath(folder);
  // Read in one go: a server at work removes files of its own meanwhile.
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries) closePath(join(parentPath, name));
}

function closePath(path: string): void {
  // A link has no mode of its own; what it leads to is where the secrets are.
  const before = statSync(path, { throwIfNoEntry: false });
  if (before === undefined || (before.mode & OTHERS) === 0) return;
  if ((before.mode & STICKY) !== 0) throw new OpenToOthersError(path, before.mode);
  try {
    chmodSync(path, before.mode & 0o7777 & ~OTHERS);
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
    throw Object.assign(new OpenToOthersError(path, before.mode), { cause: error });
  }
  // A file system without modes takes the call and changes nothing.
  const { mode } = statSync(path, { throwIfNoEntry: false }) ?? { mode: 0 };
  if ((mode & OTHERS) !== 0) throw new OpenToOthersError(path, mode);
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}
