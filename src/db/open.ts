// Opens the database: sets its pragmas, then applies every missing migration. All connections are
// made here.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import BetterSqlite from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { hashSecret } from "./id.ts";
import { makePrivateFile } from "./private-folder.ts";
import { stabilizePlans } from "./stable-plans.ts";
import * as audit from "./audit-schema.ts";
import * as auth from "./auth-schema.ts";
import * as certificates from "./certificate-schema.ts";
import * as hints from "./hint-schema.ts";
import * as notices from "./notice-schema.ts";
import * as packs from "./pack-schema.ts";
import * as questions from "./question-schema.ts";
import * as base from "./schema.ts";
import * as roster from "./roster-schema.ts";
import * as similarity from "./similarity-schema.ts";
import * as submissions from "./submission-schema.ts";
import * as teaching from "./teaching-schema.ts";

const schema = {
  ...base,
  ...auth,
  ...notices,
  ...packs,
  ...certificates,
  ...hints,
  ...questions,
  ...submissions,
  ...teaching,
  ...roster,
  ...similarity,
  ...audit,
};

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
 * `file`: a path, or ":memory:". Throws `NewerDatabaseError`, or SqliteError if the file is not a
 * database.
 */
export function openDatabase(file: string): Db {
  if (file !== ":memory:") makePrivateFile(file);
  const client = new BetterSqlite(file, { timeout: BUSY_TIMEOUT_MS });
  stabilizePlans(client);
  try {
    client.pragma("journal_mode = WAL");
    // A submission that was reported as recorded survives a power cut. A commit takes a tenth of a
    // millisecond longer for it.
    client.pragma("synchronous = FULL");
    client.pragma("foreign_keys = ON");
    if (isNewer(client)) throw new NewerDatabaseError(file);
    const db = drizzle(client, { schema, casing: "snake_case" });
    client.function("sha256", { deterministic: true }, (text) => hashSecret(String(text)));
    const hadClearTokens = holdsClearTokens(client);
    migrate(db, { migrationsFolder: MIGRATIONS });
    if (hadClearTokens) dropOldPages(client);
    // Overwrites deleted content, if this costs no access to the disk.
    client.pragma("secure_delete = FAST");
    return db;
  } catch (error) {
    client.close();
    throw error;
  }
}

/**
 * Whether the database has sessions from before migration 0007, which stored the token itself, of
 * 32 characters.
 */
function holdsClearTokens(client: BetterSqlite.Database): boolean {
  const has = client.prepare("select 1 from sqlite_master where name = 'sessions'").get();
  return (
    has !== undefined &&
    client.prepare("select 1 from sessions where length(token) = 32").get() !== undefined
  );
}

/** An update leaves the old text in unused parts of the file, and backups would contain it. */
function dropOldPages(client: BetterSqlite.Database): void {
  try {
    client.exec("vacuum");
    client.pragma("wal_checkpoint(TRUNCATE)");
  } catch (error) {
    // VACUUM needs as much free space as the database takes. The site works without it.
    if (!(error instanceof BetterSqlite.SqliteError && error.code === "SQLITE_FULL")) throw error;
  }
}

/**
 * For a change that was not reported to anyone as done and can be repeated: its commit does not
 * wait for the disk. A killed process loses nothing; a power cut may undo the whole change. `work`
 * must be synchronous.
 */
export function writeLazily<T>({ $client }: Db, work: () => T): T {
  $client.exec("pragma synchronous = NORMAL");
  try {
    return work();
  } finally {
    $client.exec("pragma synchronous = FULL");
  }
}

/** Whether the database has a migration that is not in migrations/. */
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

/** The hashes by which drizzle identifies migrations: SHA-256 of each file. */
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
