// A database as an earlier version left it.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { ROOT, temporaryFolder } from "./packs.ts";

/** With the migrations before `before` ("0003") only. */
export function openOldDatabase(file: string, before: string): BetterSqlite.Database {
  const folder = join(temporaryFolder(), "migrations");
  mkdirSync(join(folder, "meta"), { recursive: true });
  const journal = JSON.parse(readFileSync(join(ROOT, "migrations/meta/_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  const entries = journal.entries.filter(({ tag }) => tag < before);
  for (const { tag } of entries)
    cpSync(join(ROOT, "migrations", `${tag}.sql`), join(folder, `${tag}.sql`));
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  const client = new BetterSqlite(file);
  migrate(drizzle(client), { migrationsFolder: folder });
  return client;
}
