// A decision by what the database contains, and the change that follows from it, as one step: also
// if another process writes to the database between the two.

import type { Db } from "./open.ts";

/**
 * `decide` only reads. It runs before the write lock is taken, so that others wait for the change
 * alone, and once more under the lock if another connection has committed meanwhile. `write` runs in
 * a transaction. Both are synchronous.
 */
export function decideAndWrite<D, R>(db: Db, decide: () => D, write: (decision: D) => R): R {
  // SQLite counts the commits of other connections.
  const countCommits = (): unknown => db.$client.pragma("data_version", { simple: true });
  const before = countCommits();
  const decision = decide();
  return db.transaction(() => write(countCommits() === before ? decision : decide()), {
    behavior: "immediate",
  });
}
