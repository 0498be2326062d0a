// Names of values that a prepared statement receives when it runs.

import { type Placeholder, sql } from "drizzle-orm";

export function makePlaceholders<N extends string>(...names: N[]): Record<N, Placeholder> {
  return Object.fromEntries(
    names.map((name): [string, Placeholder] => [name, sql.placeholder(name)]),
  ) as Record<N, Placeholder>;
}
