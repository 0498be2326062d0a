// Sends the mails that are due, one after another. A mail is made when it is sent: what its reader
// has seen on the site meanwhile is not in it, and if nothing is left, there is no mail.

import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import type { Logger } from "pino";
import { openTransport } from "../../auth/mail.ts";
import { readMailAnswer } from "../../auth/read-mail-answer.ts";
import type { Config } from "../../config.ts";
import type { Db } from "../../db/open.ts";
import { users } from "../../db/schema.ts";
import { DAY_MS } from "../../durations.ts";
import { describeErrorForLog } from "../../log.ts";
import { selectNoticeSettings } from "../../notices/deliveries.ts";
import type { SiteAddress } from "../../site-address.ts";
import { refuseAddress } from "./save-settings.ts";
import { type Notice, selectNoticesForMail } from "../shown/select-notices.ts";
import { makeUnsubscribeToken } from "./unsubscribe.ts";
import { findAddress } from "./find-address.ts";
import {
  failMail,
  finishMail,
  leaseMail,
  type QueuedMail,
  scheduleDailies,
  selectOptionalDueMail,
} from "./mail-queue.ts";
import { writeMail } from "./write-mail.tsx";

/** Mail servers reject a sender of a hundred mails at once. */
const EACH_MS = 200;
/** After a long outage, old news is on the site only. */
const TOO_OLD_MS = 7 * DAY_MS;

export interface MailSending {
  db: Db;
  log: Logger;
  site: SiteAddress;
  mail: NonNullable<Config["mail"]>;
  /** Of accounts without a language. */
  language: Config["language"];
  timeZone: string;
  eachMs?: number | undefined;
  now: () => Date;
}

/** Until none is due, the mail server fails, or `signal` aborts. */
export async function sendDueMails(parts: MailSending, signal: AbortSignal): Promise<void> {
  const { db, mail, timeZone, eachMs = EACH_MS, now } = parts;
  scheduleDailies(db, timeZone);
  const transport = openTransport(mail);
  try {
    for (
      let due = selectOptionalDueMail(db, now());
      due !== undefined && !signal.aborted;
      due = selectOptionalDueMail(db, now())
    ) {
      const result = await sendOne(parts, transport, due);
      if (result === "serverFailed") return;
      if (result === "sent") await sleep(eachMs, undefined, { signal, ref: false }).catch(() => {});
    }
  } finally {
    transport.close();
  }
}

async function sendOne(
  { db, log, site, language, now }: MailSending,
  transport: ReturnType<typeof openTransport>,
  due: QueuedMail,
): Promise<"sent" | "quiet" | "serverFailed"> {
  const readAt = now();
  const person = db.select().from(users).where(eq(users.id, due.userId)).get()!;
  const found = findAddress(person, selectNoticeSettings(db, due.userId), true);
  const { shown, held, heldUntilMs, isAll } = selectNoticesForMail(
    db,
    due.userId,
    due.schedule,
    readAt.getTime(),
  );
  const wanted = shown.filter((notice) => isWorthMailing(notice, readAt.getTime()));
  const finished = {
    done: isAll ? ("all" as const) : shown.map(({ id }) => id),
    held,
    heldUntilMs,
    readAt,
  };
  if (found.kind !== "ok" || wanted.length === 0) {
    finishMail(
      db,
      due,
      { ...finished, ...(found.kind === "ok" ? {} : { done: "all", held: [] }), isSent: false },
      now(),
    );
    return "quiet";
  }
  leaseMail(db, due, readAt);
  const token = encodeURIComponent(makeUnsubscribeToken(db, due.userId));
  try {
    await transport.sendMail({
      // An object: nodemailer would parse a text as a list of addresses.
      to: { name: "", address: found.address },
      ...writeMail(
        {
          name: person.name,
          language: person.language ?? language,
          notices: wanted,
          unsubscribePath: `/unsubscribe?token=${token}`,
          id: due.id,
        },
        site,
      ),
    });
  } catch (error) {
    const answer = readMailAnswer(error);
    log.error(
      { userId: due.userId, error: describeErrorForLog(error) },
      "a notice could not be emailed",
    );
    if (answer.isAddressRefused)
      refuseAddress(db, due.userId, { address: found.address, code: answer.code }, now());
    else failMail(db, due, { code: answer.code, isOfServer: !answer.isOfPerson }, now());
    return answer.isOfPerson ? "quiet" : "serverFailed";
  }
  finishMail(db, due, { ...finished, isSent: true }, now());
  return "sent";
}

function isWorthMailing(notice: Notice, nowMs: number): boolean {
  if (notice.kind === "dueSoon") return notice.detail.dueAtMs > nowMs;
  return notice.at.getTime() > nowMs - TOO_OLD_MS;
}
