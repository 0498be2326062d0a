// Databases as earlier versions of Gradus left them: empty ones, and the filled ones that
// test/fixtures/databases contains, one for each migration.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { hashSecret } from "../../src/db/id.ts";
import { loadDatabaseText } from "./database-text.ts";
import { ROOT } from "./packs.ts";

const MIGRATIONS = join(ROOT, "migrations");

export const OLD_DATABASES = "test/fixtures/databases";

interface Journal {
  entries: { tag: string }[];
}

/** "0000_begin" and so on, in order. */
export function listMigrations(): string[] {
  return readJournal().entries.map(({ tag }) => tag);
}

/** Applies every missing migration up to this one, with drizzle's migrator as open.ts does. */
export function migrateTo(client: BetterSqlite.Database, last: string): void {
  const folder = mkdtempSync(join(tmpdir(), "gradus-migrations-"));
  try {
    const journal = readJournal();
    const entries = journal.entries.filter(({ tag }) => tag <= last);
    mkdirSync(join(folder, "meta"));
    for (const { tag } of entries)
      cpSync(join(MIGRATIONS, `${tag}.sql`), join(folder, `${tag}.sql`));
    writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
    // A migration uses it; open.ts defines it too.
    client.function("sha256", { deterministic: true }, (text) => hashSecret(String(text)));
    migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Creates `file`, an empty database after the migration `last`. */
export function openOldDatabase(file: string, last: string): BetterSqlite.Database {
  const client = new BetterSqlite(file);
  migrateTo(client, last);
  return client;
}

/** Creates `file`, a database with the content of such a text. */
export function writeOldDatabase(file: string, text: string): void {
  const client = new BetterSqlite(file);
  loadDatabaseText(client, text);
  client.close();
}

/** The text of the fixture of this migration, such as "0003_nothing_astray". */
export function readOldDatabase(migration: string): string {
  return readFileSync(join(ROOT, OLD_DATABASES, `${migration}.sql`), "utf8");
}

function readJournal(): Journal {
  return JSON.parse(readFileSync(join(MIGRATIONS, "meta/_journal.json"), "utf8")) as Journal;
}
