// GET  /notices                        one's notices; new ones are read from then on
// GET  /settings/notices               what one wants by mail, and the calendar
// POST /settings/notices               saves it
// POST /settings/notices/stop          stops all mails
// POST /settings/notices/address       one's address works again
// POST /settings/calendar              creates the calendar's address, or a new one
// POST /settings/calendar/revoke
//
// All of them require a session.

import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { z } from "zod";
import { makeFeed, revokeFeed, selectOptionalFeed } from "../calendar/feeds.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { isPrefetch } from "../http/is-prefetch.ts";
import { readForm } from "../http/read-form.ts";
import { requireSession } from "../http/require-session.ts";
import type { WordKey } from "../i18n/index.ts";
import { selectNoticeSettings } from "../notices/deliveries.ts";
import { DELIVERIES, KIND_NAMES } from "../notices/kinds.ts";
import { seeNotices } from "../notices/see-notices.ts";
import { findAddress } from "./mail/find-address.ts";
import { enableAddress, saveDeliveries } from "./mail/save-settings.ts";
import { stopMails } from "./mail/unsubscribe.ts";
import { NoticesPage } from "./notices-page.tsx";
import { NoticeSettingsPage, type NoticeSettingsProps } from "./settings-page.tsx";
import { selectNotices } from "./shown/select-notices.ts";

interface InboxServices {
  db: Db;
  config: Pick<Config, "mail" | "timeZone">;
}

/** The notices for `?done=`. */
const DONE: Record<string, WordKey> = {
  saved: "notice.form.saved",
  stopped: "notice.form.stopped",
  enabled: "notice.address.enabled",
  revoked: "notice.calendar.revoked",
};

/** Kinds whose field is missing stay as they are. */
const choices = z.object({
  ...Object.fromEntries(KIND_NAMES.map((kind) => [kind, z.enum(DELIVERIES).optional()])),
  hour: z.coerce.number().int().min(0).max(23),
});

export function inboxRoutes(services: InboxServices): Hono<AppEnv> {
  const { db } = services;
  const done = (c: AppContext, what: string) => c.redirect(`/settings/notices?done=${what}`, 303);

  return new Hono<AppEnv>()
    .get("/notices", (c) => {
      const userId = requireSession(c);
      const notices = selectNotices(db, userId);
      const fresh = notices.filter(({ isNew }) => isNew).map(({ id }) => id);
      if (!isPrefetch(c)) seeNotices(db, userId, fresh);
      return c.html(<NoticesPage c={c} notices={notices} />);
    })
    .get("/settings/notices", (c) => {
      const what = c.req.query("done") ?? "";
      return show(services, c, { notice: Object.hasOwn(DONE, what) ? DONE[what] : undefined });
    })
    .post("/settings/notices", async (c) => {
      const userId = requireSession(c);
      const parsed = choices.safeParse(await readForm(c));
      if (!parsed.success) {
        c.status(422);
        return show(services, c, { problem: "notice.form.invalid" });
      }
      const { hour: dailyHour, ...chosen } = parsed.data;
      const { deliveries } = selectNoticeSettings(db, userId);
      const given = Object.entries(chosen).filter(([, delivery]) => delivery !== undefined);
      saveDeliveries(db, userId, {
        deliveries: { ...deliveries, ...Object.fromEntries(given) },
        dailyHour,
      });
      return done(c, "saved");
    })
    .post("/settings/notices/stop", (c) => {
      stopMails(db, requireSession(c));
      return done(c, "stopped");
    })
    .post("/settings/notices/address", (c) => {
      enableAddress(db, requireSession(c));
      return done(c, "enabled");
    })
    .post("/settings/calendar", (c) => {
      const secret = makeFeed(db, requireSession(c));
      return show(services, c, { freshFeed: c.get("site").full(`/calendar/${secret}.ics`) });
    })
    .post("/settings/calendar/revoke", (c) => {
      revokeFeed(db, requireSession(c));
      return done(c, "revoked");
    });
}

function show({ db, config }: InboxServices, c: AppContext, extra: Partial<NoticeSettingsProps>) {
  const userId = requireSession(c);
  const settings = selectNoticeSettings(db, userId);
  const user = db.select().from(users).where(eq(users.id, userId)).get()!;
  const roles = db
    .select({ role: enrolments.role })
    .from(enrolments)
    .where(eq(enrolments.userId, userId))
    .all();
  return c.html(
    <NoticeSettingsPage
      c={c}
      settings={settings}
      address={findAddress(user, settings, config.mail !== undefined)}
      isStaff={user.siteRole === "owner" || roles.some(({ role }) => role !== "student")}
      timeZone={config.timeZone}
      feed={selectOptionalFeed(db, userId)}
      {...extra}
    />,
  );
}
