// Users with a token, inserted into the database.

import { newId } from "../../src/db/id.ts";
import type { Db } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";
import { addToken } from "./add-token.ts";

export interface Member {
  userId: string;
  token: string;
}

export function makeMember(
  db: Db,
  {
    name = "Ada",
    isOwner = false,
    expiresAt = null,
  }: { name?: string; isOwner?: boolean; expiresAt?: Date | null } = {},
): Member {
  const userId = newId();
  const now = new Date();
  db.insert(users)
    .values({
      id: userId,
      name,
      email: `${userId}@example.org`,
      createdAt: now,
      updatedAt: now,
      siteRole: isOwner ? "owner" : null,
    })
    .run();
  return { userId, token: addToken(db, userId, { expiresAt }).token };
}
