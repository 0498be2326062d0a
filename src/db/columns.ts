// Column types that every schema file uses.

import { integer } from "drizzle-orm/sqlite-core";

export const time = () => integer({ mode: "timestamp_ms" });
