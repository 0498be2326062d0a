// The secret that session cookies are signed with: made at the first start, kept in the database, never shown.

import { eq } from "drizzle-orm";
import { newSecret } from "./id.ts";
import type { Db } from "./open.ts";
import { settings } from "./schema.ts";

const KEY = "session-secret";

export function serverSecret(db: Db): string {
  db.insert(settings).values({ key: KEY, value: newSecret() }).onConflictDoNothing().run();
  return db.select().from(settings).where(eq(settings.key, KEY)).get()!.value;
}
