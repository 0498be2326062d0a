// Creates an account of the demo. The students have no password, so nobody can sign in as one of
// them. The teacher has a random password, which is shown once.

import { hashPassword } from "better-auth/crypto";
import { makeUpEmail } from "../identity/login-names.ts";
import { newId } from "../db/id.ts";
import { users } from "../db/schema.ts";
import { accounts } from "../db/auth-schema.ts";
import type { Services } from "../services.ts";

const PASSWORD_LENGTH = 16;

export interface DemoAccount {
  userId: string;
  /** "" for students. */
  password: string;
}

/** An account without a section is the teacher, who also owns the site. */
export async function makeAccount(
  { db }: Pick<Services, "db">,
  { name, username, section }: { name: string; username: string; section?: string },
  now: Date,
): Promise<DemoAccount> {
  const userId = newId();
  const isTeacher = section === undefined;
  db.insert(users)
    .values({
      id: userId,
      name,
      username,
      displayUsername: username,
      email: isTeacher ? makeUpEmail() : `${username}@example.org`,
      createdAt: now,
      updatedAt: now,
      siteRole: isTeacher ? "owner" : null,
    })
    .run();
  if (!isTeacher) return { userId, password: "" };
  const password = newId(PASSWORD_LENGTH);
  db.insert(accounts)
    .values({
      id: newId(),
      accountId: userId,
      providerId: "credential",
      userId,
      password: await hashPassword(password),
      createdAt: now,
      updatedAt: now,
    })
    .run();
  return { userId, password };
}
