// Prepares the queries of every request once for each database, because building one takes longer
// than running it.

import type { Db } from "./open.ts";

/** `prepare` is called at the first use with a database. */
export function prepareOnce<T>(prepare: (db: Db) => T): (db: Db) => T {
  const prepared = new WeakMap<Db, { query: T }>();
  return (db) => {
    let entry = prepared.get(db);
    if (entry === undefined) prepared.set(db, (entry = { query: prepare(db) }));
    return entry.query;
  };
}
