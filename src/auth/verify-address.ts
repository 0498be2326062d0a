// Verifies the address of an account by a mail with a link that works once. The link alone is not
// enough: the user must also be signed in to the same account. Otherwise an attacker who signed up
// under another person's address would only have to wait until that person clicks.

import { eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { parseSiteAddress } from "../site-address.ts";
import { recordProofs } from "../identity/proofs.ts";
import { takeSeatsByEmail } from "../identity/seats.ts";
import type { Translate } from "../i18n/index.ts";
import { describeErrorForLog } from "../log.ts";
import type { Config } from "../config.ts";
import type { Logger } from "pino";
import { removeMadeUpEmail } from "../identity/login-names.ts";
import { createVerifyMailer } from "./mail.ts";
import { claimLink, makeVerifyLink } from "./one-time-links.ts";

/**
 * Sends the mail to the current address of the account; undefined if there is no mail server. Never
 * throws, because no caller waits for it.
 */
export type SendVerification = ((userId: string, t: Translate) => Promise<void>) | undefined;

export function createVerificationSender({
  config,
  db,
  log,
}: {
  config: Config;
  db: Db;
  log: Logger;
}): SendVerification {
  if (config.mail === undefined) return undefined;
  const send = createVerifyMailer(config.mail);
  const site = parseSiteAddress(config.publicUrl);
  return async (userId, t) => {
    const user = db
      .select({ name: users.name, email: users.email, emailVerified: users.emailVerified })
      .from(users)
      .where(eq(users.id, userId))
      .get();
    if (user === undefined || user.emailVerified || removeMadeUpEmail(user.email) === null) return;
    try {
      await send(
        user.email,
        { name: user.name, url: site.full(`/verify/${makeVerifyLink(db, userId)}`) },
        t,
      );
    } catch (error) {
      log.error({ userId, error: describeErrorForLog(error) }, "email could not be sent");
    }
  };
}

/**
 * Uses up the link, and assigns the roster seats of this address. Returns the number of seats;
 * undefined if the link was used a moment ago.
 */
export function verifyAddress(
  db: Db,
  link: { id: string; userId: string },
  now = new Date(),
): number | undefined {
  const { id, userId } = link;
  return db.transaction(
    () => {
      if (!claimLink(db, id, now)) return undefined;
      const { email } = db
        .select({ email: users.email })
        .from(users)
        .where(eq(users.id, userId))
        .get()!;
      db.update(users)
        .set({ emailVerified: true, updatedAt: now })
        .where(eq(users.id, userId))
        .run();
      recordProofs(db, userId, { email, username: "" }, "mail", now);
      recordAudit(db, { action: "person.verify", actorId: userId, userId }, now);
      return takeSeatsByEmail(db, userId, email, "mail", now);
    },
    { behavior: "immediate" },
  );
}
