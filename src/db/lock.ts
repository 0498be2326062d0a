// Allows only one server at a time on a data folder. The lock is SQLite's own, on a file beside the
// database. The operating system releases it when the process ends, however it ends, so no stale
// lock remains.

import { join } from "node:path";
import Database from "better-sqlite3";
import { closeToOthers, makePrivateFile, makePrivateFolder } from "./private-folder.ts";

/** Another server uses the data folder. */
export class LockedError extends Error {
  readonly folder: string;
  constructor(folder: string) {
    super(`another server is running on ${folder}`);
    this.folder = folder;
  }
}

/**
 * Creates the folder if it is missing, and makes it private. Throws `LockedError`,
 * `OpenToOthersError`.
 */
export function lockDataFolder(folder: string): { release: () => void } {
  makePrivateFolder(folder);
  const file = join(folder, "gradus.lock");
  makePrivateFile(file);
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec("begin exclusive");
    closeToOthers(folder);
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY"))
      throw new LockedError(folder);
    throw error;
  }
  return { release: () => void lock.close() };
}
