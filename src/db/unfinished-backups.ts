// Removes unfinished backups. A backup is written beside its final name and renamed at the end. If
// its process is killed, the temporary file remains. So a note in the data folder records the
// file's path, and the next backup, or the next start of the server, removes it.
//
// The note is a small database that its process locks. The operating system releases the lock when
// the process ends, however it ends: if a note can be locked, its backup is no longer running.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { newId } from "./id.ts";
import { makePrivateFile } from "./private-folder.ts";

const NOTE = /^backing-up-[0-9a-z]+$/;
const COMPANIONS = ["", "-wal", "-shm", "-journal"];

/** Removes a database that no process has open, with SQLite's files beside it. */
export function removeDatabase(file: string): void {
  for (const ending of COMPANIONS) rmSync(`${file}${ending}`, { force: true });
}

/** Records that `draft` is being written. Returns a function that removes the note. */
export function noteDraft(dataFolder: string, draft: string): () => void {
  const file = join(dataFolder, `backing-up-${newId(8)}`);
  makePrivateFile(file);
  const note = new BetterSqlite(file, { timeout: 0 });
  try {
    // The lock remains after the transaction.
    note.pragma("locking_mode = exclusive");
    note.exec("begin exclusive");
    note.exec("create table draft (path text not null)");
    note.prepare("insert into draft values (?)").run(draft);
    note.exec("commit");
  } catch (error) {
    note.close();
    removeDatabase(file);
    throw error;
  }
  return () => {
    note.close();
    removeDatabase(file);
  };
}

/**
 * Removes what killed backups of this site have left, at any path. A file that cannot be removed
 * stays until the next time.
 */
export function removeUnfinished(dataFolder: string): void {
  const notes = existsSync(dataFolder)
    ? readdirSync(dataFolder).filter((name) => NOTE.test(name))
    : [];
  for (const file of notes.map((name) => join(dataFolder, name))) {
    const draft = readDraftName(file);
    if (draft === undefined) continue;
    try {
      if (draft !== "") removeDatabase(draft);
      removeDatabase(file);
    } catch {
      // The file belongs to another user, or its folder is not available at the moment.
    }
  }
}

/** undefined: the backup is running. "": the process was killed before it could record the path. */
function readDraftName(file: string): string | undefined {
  try {
    const note = new BetterSqlite(file, { timeout: 0 });
    try {
      note.exec("begin exclusive");
      const has =
        note.prepare("select 1 from sqlite_master where name = 'draft'").get() !== undefined;
      return has
        ? (note.prepare<[], { path: string }>("select path from draft").get()?.path ?? "")
        : "";
    } finally {
      note.close();
    }
  } catch {
    return undefined;
  }
}
