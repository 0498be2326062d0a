// The token in a mail that stops further mails, without signing in. It can do only that: it is a
// signature over the person's id, made with a secret of its own.

import { createHmac, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { users } from "../../db/schema.ts";
import { readUnsubscribeSecret } from "../../db/server-secret.ts";
import { chooseDelivery, selectNoticeSettings } from "../../notices/deliveries.ts";
import { KIND_NAMES } from "../../notices/kinds.ts";
import { saveDeliveries } from "./save-settings.ts";

export function makeUnsubscribeToken(db: Db, userId: string): string {
  return `${userId}.${sign(db, userId).toString("base64url")}`;
}

/** The person; undefined for a token that this site has not made, and for an account that is gone. */
export function readUnsubscribeToken(db: Db, token: string): string | undefined {
  const [userId = "", signature = ""] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const wanted = sign(db, userId);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  return db.select({ id: users.id }).from(users).where(eq(users.id, userId)).get()?.id;
}

/** The site still shows the notices. */
export function stopMails(db: Db, userId: string): void {
  const settings = selectNoticeSettings(db, userId);
  const deliveries = Object.fromEntries(
    KIND_NAMES.map((kind) => [kind, chooseDelivery(settings, kind) === "off" ? "off" : "site"]),
  );
  saveDeliveries(db, userId, { deliveries, dailyHour: settings.dailyHour });
}

function sign(db: Db, userId: string): Buffer {
  return createHmac("sha256", readUnsubscribeSecret(db)).update(userId).digest();
}
