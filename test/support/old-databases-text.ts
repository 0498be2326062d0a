// The texts of test/fixtures/databases and test/golden/databases, for test/regenerate.ts and for the
// test that compares.
//
// A fixture is the database of a site that has run since the first migration, as the version with
// that migration left it. If a migration has none, it is made from the one before: the migration is
// applied to it. Rows that use the new tables and columns are then added by hand. What a fixture
// contains is never changed from code: only its form (order and spelling) is.

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { openDatabase } from "../../src/db/open.ts";
import {
  loadDatabaseText,
  readColumns,
  readRows,
  readSchema,
  writeDatabaseText,
} from "./database-text.ts";
import type { GeneratedFiles } from "./generators.ts";
import { listMigrations, migrateTo, OLD_DATABASES, writeOldDatabase } from "./old-database.ts";
import { ROOT } from "./packs.ts";

const GOLDEN_DATABASES = "test/golden/databases";

/** Longer texts are shown by their beginning and their hash. */
const MAX_CHARACTERS = 300;
const SHOWN_CHARACTERS = 60;
/** Hashes are shown by their beginning. */
const LONG_HASH = /([0-9a-f]{12})[0-9a-f]{12,}(?::[0-9a-f]+)?/g;

export function renderOldDatabases(): GeneratedFiles {
  const texts: GeneratedFiles = {};
  let before = "";
  for (const tag of listMigrations()) {
    const path = `${OLD_DATABASES}/${tag}.sql`;
    before = existsSync(join(ROOT, path))
      ? rewrite(tag, readFileSync(join(ROOT, path), "utf8"), () => undefined)
      : rewrite(tag, before, (client) => migrateTo(client, tag));
    texts[path] = before;
    texts[`${GOLDEN_DATABASES}/${tag}.txt`] = renderUpgraded(tag, before);
  }
  return texts;
}

function rewrite(
  tag: string,
  text: string,
  change: (client: BetterSqlite.Database) => void,
): string {
  const client = new BetterSqlite(":memory:");
  loadDatabaseText(client, text);
  change(client);
  const rewritten = writeDatabaseText(
    client,
    `The database of a site, as the version with migration ${tag} left it.
CONTRIBUTING.md says how the next one is added. All names, passwords and secrets are made up.`,
  );
  client.close();
  return rewritten;
}

/** What the database contains after this version has opened it. */
function renderUpgraded(tag: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "gradus-upgrade-"));
  const file = join(folder, "old.db");
  try {
    writeOldDatabase(file, text);
    const { $client } = openDatabase(file);
    const content = renderContent($client);
    $client.close();
    return `The database of ${tag}, after this version has opened it. Columns without a value are left out.\n\n${content}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function renderContent(client: BetterSqlite.Database): string {
  return readSchema(client)
    .filter(({ type, name }) => type === "table" && name !== "__drizzle_migrations")
    .map(({ name }) => {
      const columns = readColumns(client, name).map((column) => column.name);
      const rows = readRows(client, name).map(
        (row) =>
          `- ${columns
            .map((column) => [column, row[column] ?? null] as const)
            .filter(([, value]) => value !== null)
            .map(([column, value]) => `${column}: ${describe(column, value)}`)
            .join(" | ")}`,
      );
      return `${name}: ${rows.length}\n${rows.map((row) => `${row}\n`).join("")}`;
    })
    .sort()
    .join("\n");
}

function describe(column: string, value: string | number | null): string {
  if (typeof value === "number" && /(?:^|_)at$/.test(column)) return new Date(value).toISOString();
  const text = String(value);
  const shown = text.length <= MAX_CHARACTERS ? text : text.slice(0, SHOWN_CHARACTERS);
  const rest =
    shown === text ? "" : `… (${text.length} characters, SHA-256 ${hash(text).slice(0, 12)}…)`;
  return `${shown.replaceAll("\n", "⏎").replaceAll(LONG_HASH, "$1…")}${rest}`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
