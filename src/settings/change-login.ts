// Changes the name or address that a user signs in with. Pending links for a new password become
// invalid, because one may be in a mailbox that the user no longer controls.

import { and, eq, ne } from "drizzle-orm";
import { makeUpEmail, normalizeUsername, removeMadeUpEmail } from "../identity/login-names.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { oneTimeLinks } from "../db/auth-schema.ts";

/**
 * `username`, `email`: "" for none; validated. Returns the field that another user has, and changes
 * nothing; otherwise whether the address is new.
 */
export function changeLogin(
  db: Db,
  userId: string,
  { username, email }: { username: string; email: string },
  now = new Date(),
): "username" | "email" | { hasNewAddress: boolean } {
  const name = username === "" ? null : normalizeUsername(username);
  const address = email.toLowerCase();
  return db.transaction(
    () => {
      const isTaken = (where: ReturnType<typeof eq>) =>
        db
          .select({ id: users.id })
          .from(users)
          .where(and(where, ne(users.id, userId)))
          .get() !== undefined;
      if (name !== null && isTaken(eq(users.username, name))) return "username";
      if (address !== "" && isTaken(eq(users.email, address))) return "email";
      const before = db
        .select({ email: users.email, emailVerified: users.emailVerified })
        .from(users)
        .where(eq(users.id, userId))
        .get()!;
      // An address that is already invented stays.
      const madeUp = () =>
        removeMadeUpEmail(before.email) === null ? before.email : makeUpEmail();
      const newEmail = address === "" ? madeUp() : address;
      db.update(users)
        .set({
          username: name,
          displayUsername: username === "" ? null : username,
          email: newEmail,
          emailVerified: newEmail === before.email && before.emailVerified,
          updatedAt: now,
        })
        .where(eq(users.id, userId))
        .run();
      if (newEmail !== before.email)
        db.delete(oneTimeLinks).where(eq(oneTimeLinks.userId, userId)).run();
      return { hasNewAddress: newEmail !== before.email };
    },
    { behavior: "immediate" },
  );
}
