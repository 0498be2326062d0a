// Makes the data folder private: the folder has mode 0700, and no file in it gives rights to
// others. Modes are set explicitly, because the umask may be anything and the folder may exist
// already. Each start checks them: a readable file is made private, or an error names it.

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

/** Others can read a file in the data folder, and its mode cannot be changed. */
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

/** Mode bits of the group and of others. */
const OTHERS = 0o077;
/**
 * The sticky bit of a folder that all users share, such as /tmp: making it private would break
 * their files.
 */
const STICKY = 0o1000;
/** Windows has no such modes. */
const HAS_MODES = process.platform !== "win32";

export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/**
 * Creates the file if it is missing. SQLite gives its -wal and -shm files the mode of the database.
 */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, "a", 0o600));
}

/** Removes all rights of others from the folder and its contents. Throws `OpenToOthersError`. */
export function closeToOthers(folder: string): void {
  if (!HAS_MODES) return;
  closePath(folder);
  // Read synchronously, because a running server removes its own files meanwhile.
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries) closePath(join(parentPath, name));
}

function closePath(path: string): void {
  // A link has no mode of its own; the secrets are in its target.
  const before = statSync(path, { throwIfNoEntry: false });
  if (before === undefined || (before.mode & OTHERS) === 0) return;
  if ((before.mode & STICKY) !== 0) throw new OpenToOthersError(path, before.mode);
  try {
    chmodSync(path, before.mode & 0o7777 & ~OTHERS);
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
    throw Object.assign(new OpenToOthersError(path, before.mode), { cause: error });
  }
  // A file system without modes accepts the call and changes nothing.
  const { mode } = statSync(path, { throwIfNoEntry: false }) ?? { mode: 0 };
  if ((mode & OTHERS) !== 0) throw new OpenToOthersError(path, mode);
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}
