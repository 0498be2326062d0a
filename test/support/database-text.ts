// A whole SQLite database as SQL text that people can read and git can compare, and back. Rows are
// in the order of their keys, so the same content is always the same text.

import type BetterSqlite from "better-sqlite3";

type Client = BetterSqlite.Database;
/** The databases of Gradus have no blobs. */
type Value = string | number | null;
type Row = Record<string, Value>;

interface SchemaEntry {
  type: "table" | "index" | "trigger" | "view";
  name: string;
  sql: string;
}

interface Column {
  name: string;
  /** The default as SQL; null for none. */
  default: string | null;
  /** The column's place in the primary key, from 1; 0: not part of it. */
  key: number;
}

/**
 * Everything that was created, in the order of creation, without SQLite's own tables and indexes.
 */
export function readSchema(client: Client): SchemaEntry[] {
  return client
    .prepare<[], SchemaEntry>(
      "select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid",
    )
    .all();
}

export function readColumns(client: Client, table: string): Column[] {
  return client
    .prepare<[string], Column>(
      'select name, dflt_value as "default", pk as key from pragma_table_info(?) order by cid',
    )
    .all(table);
}

/** All rows, in the order of the primary key. */
export function readRows(client: Client, table: string): Row[] {
  const key = readColumns(client, table)
    .filter((column) => column.key > 0)
    .sort((a, b) => a.key - b.key)
    .map(({ name }) => quote(name));
  return client
    .prepare<[], Row>(`select * from ${quote(table)} order by ${[...key, "rowid"].join()}`)
    .all();
}

/** Ends with a line break. `heading`: lines without "--". */
export function writeDatabaseText(client: Client, heading: string): string {
  const schema = readSchema(client);
  const tables = schema.filter(({ type }) => type === "table");
  const others = schema.filter(({ type }) => type !== "table");
  const rows = tables.map(({ name }) => writeRows(client, name)).filter((text) => text !== "");
  return `${[
    heading.replaceAll(/^/gm, "-- "),
    ...tables.map(({ sql }) => `${sql};`),
    ...rows,
    others.map(({ sql }) => `${sql};`).join("\n"),
  ].join("\n\n")}\n`;
}

/** Puts the text's tables and rows into an empty database. Foreign keys are not checked meanwhile. */
export function loadDatabaseText(client: Client, text: string): void {
  client.pragma("foreign_keys = OFF");
  client.exec(`begin;\n${text}\ncommit;`);
}

/** One row per line, unless a text in it has line breaks. Leaves out what the row has by default. */
function writeRows(client: Client, table: string): string {
  const columns = readColumns(client, table);
  return readRows(client, table)
    .map((row) => {
      const written = columns.filter(
        (column) => row[column.name] !== null || column.default !== null || column.key > 0,
      );
      const names = written.map(({ name }) => quote(name)).join(", ");
      const values = written.map(({ name }) => literal(row[name] ?? null)).join(", ");
      return `INSERT INTO ${quote(table)} (${names}) VALUES (${values});`;
    })
    .join("\n");
}

function quote(name: string): string {
  return `\`${name}\``;
}

export function literal(value: Value): string {
  if (value === null) return "NULL";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
