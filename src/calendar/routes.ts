// GET /calendar/:secret    the due times of the person who has the address, for calendar programs
//
// Calendar programs send no cookies: the secret in the address is the proof. Every other address
// gets the same answer, whether it was revoked or never existed. Tries are limited.

import { createHash } from "node:crypto";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { eq } from "drizzle-orm";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import type { AddressReader } from "../http/address.ts";
import type { AppEnv } from "../http/environment.ts";
import type { Throttle } from "../http/throttle.ts";
import { makeTranslator } from "../i18n/index.ts";
import { computeAddressKey } from "../ip-address.ts";
import { selectOptionalReader } from "./feeds.ts";
import { selectEntries } from "./select-entries.ts";
import { writeCalendar } from "./write-calendar.ts";

/** A calendar program asks once an hour or less; a link that was just created, at once. */
const REUSE_SECONDS = 300;

interface CalendarServices {
  db: Db;
  config: Pick<Config, "language">;
  addressOf: AddressReader;
  throttle: Throttle;
}

export function calendarRoutes({ db, config, addressOf, throttle }: CalendarServices) {
  return new Hono<AppEnv>().get("/calendar/:file", async (c) => {
    const address = computeAddressKey(addressOf(c));
    await throttle.take("calendarAddress", address);
    const userId = selectOptionalReader(db, c.req.param("file").replace(/\.ics$/, ""));
    if (userId === undefined) throw new HTTPException(404);
    // Only tries that fail count: a whole school may be behind one address.
    await throttle.giveBack("calendarAddress", address);
    const user = db
      .select({ language: users.language })
      .from(users)
      .where(eq(users.id, userId))
      .get()!;
    const language = user.language ?? config.language;
    const t = makeTranslator(language);
    const site = c.get("site");
    const entries = selectEntries(db, { userId, t, language, site });
    const text = writeCalendar(t("notice.calendar.name"), entries);
    const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
    c.header("etag", etag);
    c.header("cache-control", `private, max-age=${REUSE_SECONDS}`);
    c.header("x-robots-tag", "noindex, nofollow");
    const known = (c.req.header("if-none-match") ?? "").split(",").map((tag) => tag.trim());
    if (known.some((tag) => tag.replace(/^W\//, "") === etag)) return c.body(null, 304);
    c.header("content-type", "text/calendar; charset=utf-8");
    c.header("content-disposition", 'inline; filename="gradus.ics"');
    return c.body(text);
  });
}
