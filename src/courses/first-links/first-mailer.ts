// Sends first links by mail, one after another and at a limited rate, while any are waiting; this
// includes those that a stopped server left behind. A link's secret is created when its mail is
// sent, and invalidates the previous one.

import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { SendFirstMail } from "../../auth/mail.ts";
import { readMailAnswer } from "../../auth/read-mail-answer.ts";
import { makeFirstLink } from "../../auth/one-time-links.ts";
import type { Db } from "../../db/open.ts";
import type { SiteAddress } from "../../site-address.ts";
import { makeTranslator } from "../../i18n/index.ts";
import { describeErrorForLog } from "../../log.ts";
import {
  type DueMail,
  dropMail,
  markFailed,
  markSent,
  selectNextMailTime,
  selectOptionalDueMail,
} from "./mail-queue.ts";
import { selectOptionalUnusedAccount } from "./unused-accounts.ts";
import { MINUTE_MS } from "../../durations.ts";

/**
 * The delay after the first try, the second …; after that it is given up, and the page offers to
 * send it again.
 */
const RETRY_AFTER_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE_MS);
/** Mail servers reject a sender of a hundred mails at once. */
const EACH_MS = 200;
/** A timer cannot wait longer than 24 days; it looks again long before. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

export interface FirstMailerOptions {
  db: Db;
  log: Logger;
  send: SendFirstMail;
  site: SiteAddress;
  eachMs?: number;
  retryAfterMs?: readonly number[];
}

export class FirstMailer {
  readonly #options: Required<FirstMailerOptions>;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending = new AbortController();

  constructor(options: FirstMailerOptions) {
    this.#options = { eachMs: EACH_MS, retryAfterMs: RETRY_AFTER_MS, ...options };
  }

  /** To be called when a mail may be due. */
  wake(): void {
    if (this.#ending.signal.aborted || this.#running !== undefined) return;
    clearTimeout(this.#timer);
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      this.#sleep();
    });
  }

  /** A mail that is being sent is finished. */
  stop(): void {
    this.#ending.abort();
    clearTimeout(this.#timer);
  }

  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    const { db, eachMs, log } = this.#options;
    const { signal } = this.#ending;
    try {
      for (
        let mail = selectOptionalDueMail(db, new Date());
        mail !== undefined && !signal.aborted;
        mail = selectOptionalDueMail(db, new Date())
      ) {
        const isServerThere = await this.#sendOne(mail);
        // The mail server cannot be reached: the other mails would fail too, so they wait.
        if (!isServerThere) return;
        await sleep(eachMs, undefined, { signal, ref: false }).catch(() => undefined);
      }
    } catch (error) {
      log.error({ error: describeErrorForLog(error) }, "emailing first sign-in links failed");
    }
  }

  /** False if the mail server could not be reached, or rejected the sign-in. */
  async #sendOne(mail: DueMail): Promise<boolean> {
    const { db, log, site, retryAfterMs, send } = this.#options;
    // Permission was checked when the mail was queued; the mail goes to the owner of the account,
    // not to the user who queued it.
    const person = selectOptionalUnusedAccount(db, mail.courseId, mail.userId, { isOwner: true });
    if (person === undefined || person.email === null) {
      dropMail(db, mail);
      return true;
    }
    const { name, username, email } = person;
    try {
      await send(
        email,
        {
          name,
          login: username ?? email,
          course: mail.courseTitle,
          url: site.full(`/reset/${makeFirstLink(db, mail.userId)}`),
        },
        makeTranslator(mail.language),
      );
    } catch (error) {
      log.error(
        { userId: mail.userId, error: describeErrorForLog(error) },
        "email could not be sent",
      );
      const answer = readMailAnswer(error);
      const retryMs = answer.isFinal ? undefined : retryAfterMs[mail.tries];
      markFailed(
        db,
        mail,
        answer.code,
        retryMs === undefined ? null : new Date(Date.now() + retryMs),
      );
      return answer.isOfPerson;
    }
    markSent(db, mail, new Date());
    return true;
  }

  #sleep(): void {
    const { db, log } = this.#options;
    if (this.#ending.signal.aborted) return;
    try {
      const at = selectNextMailTime(db);
      if (at !== undefined)
        this.#timer = setTimeout(
          () => this.wake(),
          Math.min(LOOK_AGAIN_MS, Math.max(MINUTE_MS / 60, at.getTime() - Date.now())),
        ).unref();
    } catch (error) {
      log.error({ error: describeErrorForLog(error) }, "emailing first sign-in links failed");
    }
  }
}
