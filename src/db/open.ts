// Opens the database: pragmas, then every migration that is missing. The one place that makes a
// connection.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import BetterSqlite from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { hashSecret } from "./id.ts";
import { makePrivateFile } from "./private-folder.ts";
import * as auth from "./auth-schema.ts";
import * as packs from "./pack-schema.ts";
import * as base from "./schema.ts";
import * as submissions from "./submission-schema.ts";
import * as teaching from "./teaching-schema.ts";

const schema = { ...base, ...auth, ...packs, ...submissions, ...teaching };

export type Db = BetterSQLite3Database<typeof schema> & { $client: BetterSqlite.Database };

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));
const BUSY_TIMEOUT_MS = 5000;

export const DATABASE_FILE = "gradus.db";

/** The database has migrations that this version of Gradus does not know. */
export class NewerDatabaseError extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`${file} was written by a newer version of Gradus`);
    this.file = file;
  }
}

/**
 * `file`: a path, or ":memory:". Throws `NewerDatabaseError`, or SqliteError where it is no
 * database.
 */
export function openDatabase(file: string): Db {
  if (file !== ":memory:") makePrivateFile(file);
  const client = new BetterSqlite(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    client.pragma("journal_mode = WAL");
    // Whoever has been told "recorded" finds it again after a power cut too; a commit costs a tenth
    // of a millisecond more for it.
    client.pragma("synchronous = FULL");
    client.pragma("foreign_keys = ON");
    if (isNewer(client)) throw new NewerDatabaseError(file);
    const db = drizzle(client, { schema, casing: "snake_case" });
    client.function("sha256", { deterministic: true }, (text) => hashSecret(String(text)));
    const hadClearTokens = holdsClearTokens(client);
    migrate(db, { migrationsFolder: MIGRATIONS });
    if (hadClearTokens) dropOldPages(client);
    // What is deleted is overwritten, wherever that costs no access to the disk.
    client.pragma("secure_delete = FAST");
    return db;
  } catch (error) {
    client.close();
    throw error;
  }
}

/**
 * Whether sessions are in it as versions before 0007 wrote them: with the token itself, of 32
 * characters.
 */
function holdsClearTokens(client: BetterSqlite.Database): boolean {
  const has = client.prepare("select 1 from sqlite_master where name = 'sessions'").get();
  return (
    has !== undefined &&
    client.prepare("select 1 from sessions where length(token) = 32").get() !== undefined
  );
}

/**
 * An update leaves the old text in parts of the file that nothing refers to, and from there it
 * would go into backups.
 */
function dropOldPages(client: BetterSqlite.Database): void {
  try {
    client.exec("vacuum");
    client.pragma("wal_checkpoint(TRUNCATE)");
  } catch (error) {
    // It takes as much room again as the database. Without it the site works all the same.
    if (!(error instanceof BetterSqlite.SqliteError && error.code === "SQLITE_FULL")) throw error;
  }
}

/**
 * A change that nobody has been told of as done, and that would be made again: its commit does not
 * wait for the disk. A kill loses nothing of it; a power cut may take it back as a whole. `work`
 * must not wait for anything.
 */
export function writeLazily<T>({ $client }: Db, work: () => T): T {
  $client.exec("pragma synchronous = NORMAL");
  try {
    return work();
  } finally {
    $client.exec("pragma synchronous = FULL");
  }
}

/** Whether a migration was applied that is not in migrations/. */
export function isNewer(client: BetterSqlite.Database): boolean {
  const has = client
    .prepare("select 1 from sqlite_master where name = '__drizzle_migrations'")
    .get();
  if (has === undefined) return false;
  const known = new Set(knownMigrations());
  return client
    .prepare<[], { hash: string }>("select hash from __drizzle_migrations")
    .all()
    .some(({ hash }) => !known.has(hash));
}

/** As drizzle names them: SHA-256 of each file. */
function knownMigrations(): string[] {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, "meta", "_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  return journal.entries.map(({ tag }) =>
    createHash("sha256")
      .update(readFileSync(join(MIGRATIONS, `${tag}.sql`), "utf8"))
      .digest("hex"),
  );
}
