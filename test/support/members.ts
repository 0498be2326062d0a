// Users with a token, inserted into the database.

import { hashSecret, newId, newSecret } from "../../src/db/id.ts";
import type { Db } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";
import { tokens } from "../../src/db/auth-schema.ts";

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
  const token = `gradus_${newSecret()}`;
  db.insert(tokens)
    .values({
      id: newId(),
      userId,
      name: "laptop",
      hash: hashSecret(token),
      createdAt: now,
      expiresAt,
    })
    .run();
  return { userId, token };
}
