// A backup is written beside its final name and renamed at the end. If its process is killed, what
// it has written stays; so a note of where that is lies in the data folder, and the next backup, or
// the next start of the server, removes it.
//
// The note is a small database that its process holds a lock on. The operating system lets go of
// the lock when the process ends, however it ends: a note that can be locked is of a backup that is
// over.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { newId } from "./id.ts";
import { makePrivateFile } from "./private-folder.ts";

const NOTE = /^backing-up-[0-9a-z]+$/;
const COMPANIONS = ["", "-wal", "-shm", "-journal"];

/** Removes a database that nobody has open, with what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const ending of COMPANIONS) rmSync(`${file}${ending}`, { force: true });
}

/** Says that `draft` is being written. Returns how to take that back. */
export function noteDraft(dataFolder: string, draft: string): () => void {
  const file = join(dataFolder, `backing-up-${newId(8)}`);
  makePrivateFile(file);
  const note = new BetterSqlite(file, { timeout: 0 });
  try {
    // The lock is kept when the transaction is over.
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
 * Removes what killed backups of this site have left, wherever it is. What cannot be removed waits.
 */
export function removeUnfinished(dataFolder: string): void {
  const notes = existsSync(dataFolder)
    ? readdirSync(dataFolder).filter((name) => NOTE.test(name))
    : [];
  for (const file of notes.map((name) => join(dataFolder, name))) {
    const draft = draftOf(file);
    if (draft === undefined) continue;
    try {
      if (draft !== "") removeDatabase(draft);
      removeDatabase(file);
    } catch {
      // Another user's, or a folder that is not there today.
    }
  }
}

/** undefined: it is being written. "": the process was killed before it could say where. */
function draftOf(file: string): string | undefined {
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
