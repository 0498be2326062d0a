// One server at a time on one data folder. The lock is SQLite's own on a file beside the database: the operating system lets go of it when the
// process ends, however it ends, so that no stale lock is ever left.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

/** Another server holds the data folder. */
export class LockedError extends Error {
  readonly folder: string;
  constructor(folder: string) {
    super(`another server is running on ${folder}`);
    this.folder = folder;
  }
}

/** Throws `LockedError`. */
export function lockDataFolder(folder: string): { release: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new Database(join(folder, "gradus.lock"), { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) throw new LockedError(folder);
    throw error;
  }
  return { release: () => void lock.close() };
}
