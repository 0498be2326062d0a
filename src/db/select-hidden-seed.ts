// Finds the seed of the hidden tests of a report that does not show it, for gradus replay. Reads the
// database beside a server that runs.

import { existsSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import type { Report } from "../../grader/doors/reports.ts";
import { DATABASE_FILE } from "./open.ts";

/**
 * undefined if the database has no grading with this receipt, or several with different seeds.
 * Throws SqliteError if the file is not a database of Gradus.
 */
export function selectHiddenSeed(
  dataFolder: string,
  { submission, exercise, engine, seed }: Report["receipt"],
): number | undefined {
  const file = join(dataFolder, DATABASE_FILE);
  if (!existsSync(file)) return undefined;
  const client = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  try {
    const found = client
      .prepare<unknown[], { hidden_seed: number }>(
        `select distinct hidden_seed from gradings
         where version_hash = ? and seed = ? and engine = ? and hidden_seed is not null
           and json_extract(report, '$.receipt.submission') = ?`,
      )
      .all(exercise, seed, engine, submission);
    return found.length === 1 ? found[0]!.hidden_seed : undefined;
  } finally {
    client.close();
  }
}
