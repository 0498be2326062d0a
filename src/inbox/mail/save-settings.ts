// Stores what a person wants by mail. Mails that wait follow the new choice.

import { and, eq, isNotNull, notInArray } from "drizzle-orm";
import { noticeMails, notices, noticeSettings } from "../../db/notice-schema.ts";
import type { Db } from "../../db/open.ts";
import {
  chooseDelivery,
  type NoticeSettings,
  selectNoticeSettings,
  USUAL_HOUR,
} from "../../notices/deliveries.ts";
import { KIND_NAMES } from "../../notices/kinds.ts";
import { dropMails } from "./mail-queue.ts";

type Chosen = Pick<NoticeSettings, "deliveries" | "dailyHour">;

export function saveDeliveries(db: Db, userId: string, chosen: Chosen): void {
  db.transaction(
    () => {
      const before = selectNoticeSettings(db, userId);
      db.insert(noticeSettings)
        .values({ userId, ...chosen })
        .onConflictDoUpdate({ target: noticeSettings.userId, set: chosen })
        .run();
      const mailed = KIND_NAMES.filter((kind) =>
        ["now", "daily"].includes(chooseDelivery(chosen, kind)),
      );
      if (mailed.length === 0) dropMails(db, userId);
      else
        db.update(notices)
          .set({ mailAs: null })
          .where(
            and(
              eq(notices.userId, userId),
              isNotNull(notices.mailAs),
              notInArray(notices.kind, mailed),
            ),
          )
          .run();
      // The sender computes the new hour.
      if (before.dailyHour !== chosen.dailyHour)
        db.update(noticeMails)
          .set({ dueAt: null })
          .where(and(eq(noticeMails.userId, userId), eq(noticeMails.schedule, "daily")))
          .run();
    },
    { behavior: "immediate" },
  );
}

/** The mail server refused the address for good: no more mail is sent to it. */
export function refuseAddress(
  db: Db,
  userId: string,
  { address, code }: { address: string; code: string },
  now: Date,
): void {
  const refused = { refusedAddress: address, refusedCode: code, refusedAt: now };
  db.transaction(
    () => {
      db.insert(noticeSettings)
        .values({ userId, deliveries: {}, dailyHour: USUAL_HOUR, ...refused })
        .onConflictDoUpdate({ target: noticeSettings.userId, set: refused })
        .run();
      dropMails(db, userId);
    },
    { behavior: "immediate" },
  );
}

/** Its owner says that it works. */
export function enableAddress(db: Db, userId: string): void {
  db.update(noticeSettings)
    .set({ refusedAddress: null, refusedCode: null, refusedAt: null })
    .where(eq(noticeSettings.userId, userId))
    .run();
}
