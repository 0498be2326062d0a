// Looks once a second whether another process has changed the database. SQLite counts the commits of
// other connections (`pragma data_version`), so a look at an unchanged database costs a few
// microseconds.

import type { Logger } from "pino";
import { SECOND_MS } from "../durations.ts";
import type { Db } from "../db/open.ts";
import { describeErrorForLog } from "../log.ts";

const LOOK_MS = SECOND_MS;

/** `onChange`: also called once at the first look. Returns a function that ends the looks. */
export function followDatabase({ $client }: Db, log: Logger, onChange: () => void): () => void {
  let seen: unknown;
  const look = () => {
    try {
      const version: unknown = $client.pragma("data_version", { simple: true });
      if (version === seen) return;
      onChange();
      // A look that failed is repeated.
      seen = version;
    } catch (error) {
      log.error(
        { error: describeErrorForLog(error) },
        "the changes of other processes could not be read",
      );
    }
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(timer);
}
