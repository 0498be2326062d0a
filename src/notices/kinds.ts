// The kinds of notices: for whom each is, and how it reaches a person who has not chosen.
//
// To add a kind: a row here, a function in note-events.ts, its words in src/i18n/areas/notice.ts,
// and a case in src/inbox/shown/describe-notice.ts. The types ask for the last two.

import { z } from "zod";

/** now: by mail after a few minutes. daily: in one mail a day. site: no mail. off: nothing. */
export const DELIVERIES = ["now", "daily", "site", "off"] as const;
export type Delivery = (typeof DELIVERIES)[number];

interface Kind {
  audience: "student" | "staff";
  usually: Delivery;
}

export const NOTICE_KINDS = {
  answer: { audience: "student", usually: "now" },
  comment: { audience: "student", usually: "daily" },
  score: { audience: "student", usually: "daily" },
  extension: { audience: "student", usually: "now" },
  dueSoon: { audience: "student", usually: "now" },
  question: { audience: "staff", usually: "daily" },
  sendingFailed: { audience: "staff", usually: "daily" },
  systemError: { audience: "staff", usually: "now" },
} as const satisfies Record<string, Kind>;

export type NoticeKind = keyof typeof NOTICE_KINDS;
export const KIND_NAMES = Object.keys(NOTICE_KINDS) as NoticeKind[];

export const isKind = (text: string): text is NoticeKind => Object.hasOwn(NOTICE_KINDS, text);

/** Why a score changed. released: an exam has ended. */
const SCORE_CAUSES = [
  "override",
  "overrideUndone",
  "letCount",
  "import",
  "rules",
  "extension",
  "regrade",
  "released",
] as const;
export type ScoreCause = (typeof SCORE_CAUSES)[number];

const points = z.number().nullable();

/** What a notice stores besides its place. */
export const DETAILS = {
  answer: z.null(),
  comment: z.null(),
  /** From the points that the student knows, to these. */
  score: z.strictObject({ from: points, to: points, cause: z.enum(SCORE_CAUSES) }),
  extension: z.strictObject({
    /** null: the extension gives no other due time, or was removed. */
    dueAtMs: z.int().nullable(),
    extraAttempts: z.int(),
    isRemoved: z.boolean(),
  }),
  dueSoon: z.strictObject({ dueAtMs: z.int() }),
  question: z.null(),
  sendingFailed: z.strictObject({ contextId: z.string() }),
  systemError: z.null(),
} as const satisfies Record<NoticeKind, z.ZodType>;

export type Details = { [K in NoticeKind]: z.infer<(typeof DETAILS)[K]> };
