// Backs up a whole site to one file, and restores it. The file is a copy of the database made by
// SQLite's online backup while the server runs. One table in it holds the files of the exercise
// versions, because old submissions cannot be graded again without them. A checksum ends the file
// (backup-file.ts).

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

const PACKS_FOLDER = "packs";
const FILES_TABLE = "backup_files";

/** The file is not a backup of a site, or is damaged. */
export class NoBackupError extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`${file} is not a backup`);
    this.file = file;
  }
}

/** The file was changed or damaged after it was written. */
export class ChangedBackupError extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`${file} does not match its checksum`);
    this.file = file;
  }
}

/**
 * A restore was killed after it had moved the old site aside. There is no database, and creating an
 * empty one would look like a lost site.
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

/** The backup's path already exists. */
export class FileExistsError extends Error {}

/** The data folder contains no site. */
export class NothingToBackUpError extends Error {}

/** The site has no owner account: it has never been used, so it is probably the wrong folder. */
export class NoOwnerError extends Error {}

/**
 * Writes `file`, which must not exist, completely or not at all. Removes what a killed backup of
 * this site has left. Throws `FileExistsError`, `NothingToBackUpError`, `NoOwnerError`.
 */
export async function backUp(dataFolder: string, file: string): Promise<void> {
  if (existsSync(file)) throw new FileExistsError(file);
  const databaseFile = join(dataFolder, DATABASE_FILE);
  if (!existsSync(databaseFile)) throw new NothingToBackUpError(dataFolder);
  removeUnfinished(dataFolder);
  const draft = `${file}.${process.pid}.part`;
  const forgetDraft = rememberDraft(dataFolder, resolve(draft));
  try {
    // Makes the file private before it contains anything.
    writeFileSync(draft, "", { mode: 0o600, flag: "wx" });
    const source = new BetterSqlite(databaseFile, { readonly: true, timeout: 5000 });
    try {
      if (!hasOwner(source)) throw new NoOwnerError(dataFolder);
      // Every write between two steps restarts the copy, so there are at most two steps. Nothing
      // waits for them.
      await source.backup(draft, { progress: ({ totalPages }) => totalPages });
    } finally {
      source.close();
    }
    // After the database, so that every version in it is already stored here.
    addFiles(draft, join(dataFolder, PACKS_FOLDER));
    addChecksum(draft);
    renameSync(draft, file);
  } finally {
    removeDatabase(draft);
    forgetDraft();
  }
}

/**
 * If the data folder has no space or is not writable, the backup continues without a note, and is
 * not cleaned up if it is killed.
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
    // State of unfinished sign-ins, which cannot be completed after a restore.
    client.pragma("secure_delete = ON");
    client.exec("delete from verifications");
    client.exec(`create table ${FILES_TABLE} (path text primary key, content blob not null)`);
    const insert = client.prepare(`insert into ${FILES_TABLE} values (?, ?)`);
    client.transaction(() => {
      if (!existsSync(folder)) return;
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        const name = relative(folder, path).replaceAll(sep, "/");
        // A name that begins with a dot belongs to a file that is still being written.
        if (entry.isFile() && !name.startsWith(".")) insert.run(name, readFileSync(path));
      }
    })();
  } finally {
    client.close();
  }
}

/**
 * Replaces the contents of the data folder with a backup. The old contents are moved to a folder
 * beside it. Returns that folder, or undefined if the data folder was empty. Throws
 * `NoBackupError`, `ChangedBackupError`, `NewerDatabaseError`, or `LockedError` while a server
 * runs; then nothing has changed.
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
    const old = [
      DATABASE_FILE,
      `${DATABASE_FILE}-wal`,
      `${DATABASE_FILE}-shm`,
      PACKS_FOLDER,
    ].filter((name) => existsSync(join(dataFolder, name)));
    if (old.length > 0) mkdirSync(aside, { mode: 0o700 });
    // The database is moved last, both out and in. In between there is none, and a server started
    // by mistake would create an empty one, but we hold the lock.
    for (const name of old.toReversed()) renameSync(join(dataFolder, name), join(aside, name));
    for (const name of [PACKS_FOLDER, DATABASE_FILE])
      renameSync(join(draft, name), join(dataFolder, name));
    return old.length > 0 ? aside : undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    lock.release();
  }
}

function unpack(file: string, folder: string): void {
  const copy = join(folder, DATABASE_FILE);
  const packsFolder = join(folder, PACKS_FOLDER);
  mkdirSync(packsFolder, { recursive: true, mode: 0o700 });
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
      const target = resolve(packsFolder, path);
      // Gradus wrote the file, but a file from elsewhere may contain anything.
      if (!target.startsWith(packsFolder + sep)) throw new NoBackupError(file);
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
