// Queries that every request makes are put together once for each database, not each time: building
// one costs more than running it.

import type { Db } from "./open.ts";

/** `prepare` is called at the first use with a database. */
export function preparedOnce<T>(prepare: (db: Db) => T): (db: Db) => T {
  const kept = new WeakMap<Db, { query: T }>();
  return (db) => {
    let entry = kept.get(db);
    if (entry === undefined) kept.set(db, (entry = { query: prepare(db) }));
    return entry.query;
  };
}
