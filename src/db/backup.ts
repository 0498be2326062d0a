// A whole site in one file, and back. The file is the database as SQLite's online backup copies it,
// while the server goes on; a table of it holds the files of the exercises' versions, without which
// old submissions could not be graded again; a checksum ends it (backup-file.ts).

import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import BetterSqlite from "better-sqlite3";
import { addChecksum, takeChecksum } from "./backup-file.ts";
import { lockDataFolder } from "./lock.ts";
import { DATABASE_FILE, isNewer, NewerDatabaseError } from "./open.ts";
import { noteDraft, removeDatabase, removeUnfinished } from "./unfinished-backups.ts";

const KEPT_FOLDER = "packs";
const FILES_TABLE = "backup_files";

/** It is no backup of a site, or a damaged one. */
export class NoBackupError extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`${file} is not a backup`);
    this.file = file;
  }
}

/** It has been changed, or damaged, since it was written. */
export class ChangedBackupError extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`${file} does not match its checksum`);
    this.file = file;
  }
}

/**
 * A restore was killed after it had put the old site aside: there is no database, and an empty one
 * in its place would look like a lost site.
 */
export class InterruptedRestoreError extends Error {
  readonly folder: string;
  constructor(folder: string) {
    super(`a restore into ${folder} was interrupted`);
    this.folder = folder;
  }
}

/** Throws `InterruptedRestoreError`. */
export function refuseInterruptedRestore(dataFolder: string): void {
  if (!existsSync(join(dataFolder, DATABASE_FILE)) && draftsIn(dataFolder).length > 0)
    throw new InterruptedRestoreError(dataFolder);
}

const DRAFT = "restoring-";

function draftsIn(dataFolder: string): string[] {
  return readdirSync(dataFolder).filter((name) => name.startsWith(DRAFT));
}

/** There is something at the place where the backup should go. */
export class FileExistsError extends Error {}

/** There is no site in the data folder. */
export class NothingToBackUpError extends Error {}

/** The site has no owner's account: it has never been used, and is hardly the one that is meant. */
export class NoOwnerError extends Error {}

/**
 * Writes `file`, which must not exist; whole or not at all. Removes what a killed backup of this
 * site has left. Throws `FileExistsError`, `NothingToBackUpError`, `NoOwnerError`.
 */
export async function backUp(dataFolder: string, file: string): Promise<void> {
  if (existsSync(file)) throw new FileExistsError(file);
  const databaseFile = join(dataFolder, DATABASE_FILE);
  if (!existsSync(databaseFile)) throw new NothingToBackUpError(dataFolder);
  removeUnfinished(dataFolder);
  const draft = `${file}.${process.pid}.part`;
  const forgetDraft = rememberDraft(dataFolder, resolve(draft));
  try {
    // Before anything is in it: it will hold what nobody else may read.
    writeFileSync(draft, "", { mode: 0o600, flag: "wx" });
    const source = new BetterSqlite(databaseFile, { readonly: true, timeout: 5000 });
    try {
      if (!hasOwner(source)) throw new NoOwnerError(dataFolder);
      // A copy begins anew whenever somebody writes between two of its steps, so there are no more
      // than two; nobody waits for it.
      await source.backup(draft, { progress: ({ totalPages }) => totalPages });
    } finally {
      source.close();
    }
    // After the database: a version that is named there is kept here already.
    addFiles(draft, join(dataFolder, KEPT_FOLDER));
    addChecksum(draft);
    renameSync(draft, file);
  } finally {
    removeDatabase(draft);
    forgetDraft();
  }
}

/**
 * Where the data folder has no room, or is not ours to write to, a backup goes on: it only cannot
 * be cleaned up after.
 */
function rememberDraft(dataFolder: string, draft: string): () => void {
  try {
    return noteDraft(dataFolder, draft);
  } catch {
    return () => undefined;
  }
}

function hasOwner(client: BetterSqlite.Database): boolean {
  const hasPeople =
    client.prepare("select 1 from sqlite_master where name = 'users'").get() !== undefined;
  return (
    hasPeople && client.prepare("select 1 from users where site_role = 'owner'").get() !== undefined
  );
}

function addFiles(backup: string, folder: string): void {
  const client = new BetterSqlite(backup);
  try {
    client.pragma("journal_mode = DELETE");
    // Of sign-ins that were under way; nobody goes on with one after a restore.
    client.pragma("secure_delete = ON");
    client.exec("delete from verifications");
    client.exec(`create table ${FILES_TABLE} (path text primary key, content blob not null)`);
    const insert = client.prepare(`insert into ${FILES_TABLE} values (?, ?)`);
    client.transaction(() => {
      if (!existsSync(folder)) return;
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        const name = relative(folder, path).replaceAll(sep, "/");
        // What begins with a dot is being written, and will have another name.
        if (entry.isFile() && !name.startsWith(".")) insert.run(name, readFileSync(path));
      }
    })();
  } finally {
    client.close();
  }
}

/**
 * Puts a backup in place of what the data folder holds, which is kept beside it; returns where, or
 * undefined where the folder was empty. Throws `NoBackupError`, `ChangedBackupError`,
 * `NewerDatabaseError`, or `LockedError` while a server runs; then nothing has changed.
 */
export function restore(
  dataFolder: string,
  file: string,
  now: Date = new Date(),
): string | undefined {
  const lock = lockDataFolder(dataFolder);
  const draft = join(dataFolder, `${DRAFT}${process.pid}`);
  try {
    for (const name of draftsIn(dataFolder))
      rmSync(join(dataFolder, name), { recursive: true, force: true });
    unpack(file, draft);
    const aside = join(dataFolder, `before-restore-${now.toISOString().replaceAll(/[:.]/g, "-")}`);
    const old = [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`, KEPT_FOLDER].filter(
      (name) => existsSync(join(dataFolder, name)),
    );
    if (old.length > 0) mkdirSync(aside, { mode: 0o700 });
    // The database goes last on its way out and in: in between there is none, which a server
    // started by mistake would fill with an empty one, but the lock is ours.
    for (const name of old.toReversed()) renameSync(join(dataFolder, name), join(aside, name));
    for (const name of [KEPT_FOLDER, DATABASE_FILE])
      renameSync(join(draft, name), join(dataFolder, name));
    return old.length > 0 ? aside : undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    lock.release();
  }
}

function unpack(file: string, folder: string): void {
  const copy = join(folder, DATABASE_FILE);
  const kept = join(folder, KEPT_FOLDER);
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  let client: BetterSqlite.Database | undefined;
  try {
    copyFileSync(file, copy);
    chmodSync(copy, 0o600);
    const checksum = takeChecksum(copy);
    if (checksum !== "right")
      throw checksum === "none" ? new NoBackupError(file) : new ChangedBackupError(file);
    client = new BetterSqlite(copy);
    if (client.pragma("integrity_check", { simple: true }) !== "ok") throw new NoBackupError(file);
    if (isNewer(client)) throw new NewerDatabaseError(file);
    for (const { path, content } of client
      .prepare<[], { path: string; content: Buffer }>(`select path, content from ${FILES_TABLE}`)
      .iterate()) {
      const target = resolve(kept, path);
      // Written by us, but a file that somebody hands in may say anything.
      if (!target.startsWith(kept + sep)) throw new NoBackupError(file);
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, content, { mode: 0o600 });
    }
    client.exec(`drop table ${FILES_TABLE}`);
    client.exec("vacuum");
  } catch (error) {
    throw error instanceof BetterSqlite.SqliteError &&
      ["SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR"].includes(error.code)
      ? new NoBackupError(file)
      : error;
  } finally {
    client?.close();
  }
}
