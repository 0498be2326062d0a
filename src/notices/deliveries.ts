// How a person wants to get each kind of notice.

import { eq } from "drizzle-orm";
import { z } from "zod";
import { noticeSettings } from "../db/notice-schema.ts";
import type { Db } from "../db/open.ts";
import { DELIVERIES, type Delivery, isKind, NOTICE_KINDS, type NoticeKind } from "./kinds.ts";

/** At six in the evening most of a day's comments and scores are written. */
export const USUAL_HOUR = 18;

type Deliveries = Partial<Record<NoticeKind, Delivery>>;

const stored = z.record(z.string(), z.enum(DELIVERIES).catch("site"));

export interface NoticeSettings {
  deliveries: Deliveries;
  dailyHour: number;
  /** The address that the mail server refused for good, and its code. */
  refused: { address: string; code: string; at: Date } | null;
}

export function selectNoticeSettings(db: Pick<Db, "select">, userId: string): NoticeSettings {
  const row = db.select().from(noticeSettings).where(eq(noticeSettings.userId, userId)).get();
  if (row === undefined) return { deliveries: {}, dailyHour: USUAL_HOUR, refused: null };
  const { refusedAddress: address, refusedCode, refusedAt } = row;
  return {
    deliveries: readDeliveries(row.deliveries),
    dailyHour: row.dailyHour,
    refused:
      address === null || refusedAt === null
        ? null
        : { address, code: refusedCode ?? "", at: refusedAt },
  };
}

/** A kind that this version does not know is left out. */
function readDeliveries(value: unknown): Deliveries {
  const parsed = stored.safeParse(value);
  return Object.fromEntries(
    Object.entries(parsed.success ? parsed.data : {}).filter(([kind]) => isKind(kind)),
  );
}

export function chooseDelivery(
  { deliveries }: Pick<NoticeSettings, "deliveries">,
  kind: NoticeKind,
) {
  return deliveries[kind] ?? NOTICE_KINDS[kind].usually;
}
