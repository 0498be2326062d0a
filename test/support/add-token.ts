// A personal token, inserted into the database.

import { tokens } from "../../src/db/auth-schema.ts";
import { hashSecret, newId, newSecret } from "../../src/db/id.ts";
import type { Db } from "../../src/db/open.ts";

/** Returns its id, and the secret that a request sends. */
export function addToken(
  db: Db,
  userId: string,
  fields: Partial<typeof tokens.$inferInsert> = {},
): { id: string; token: string } {
  const id = newId();
  const token = `gradus_${newSecret()}`;
  db.insert(tokens)
    .values({
      id,
      userId,
      name: "laptop",
      hash: hashSecret(token),
      createdAt: new Date(),
      ...fields,
    })
    .run();
  return { id, token };
}
