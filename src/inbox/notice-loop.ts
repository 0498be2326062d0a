// What happens by itself with notices, in the process that feeds the queue: scans for what time
// brings, and the mails. Everything that waits is in the database, so that a restart resumes it.

import { and, isNotNull, lt, or } from "drizzle-orm";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { notices } from "../db/notice-schema.ts";
import type { Db } from "../db/open.ts";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "../durations.ts";
import { describeErrorForLog } from "../log.ts";
import type { SiteAddress } from "../site-address.ts";
import { dropAllMails } from "./mail/mail-queue.ts";
import { sendDueMails } from "./mail/send-mails.ts";
import { noteDueSoon, noteReleased } from "./note-due-soon.ts";

/** A look at an empty queue costs microseconds. */
const LOOK_MS = 10 * SECOND_MS;
const SCAN_MS = 5 * MINUTE_MS;
const READ_LAST_MS = 90 * DAY_MS;
const UNREAD_LAST_MS = 365 * DAY_MS;

export interface NoticeLoopOptions {
  db: Db;
  log: Logger;
  site: SiteAddress;
  config: Pick<Config, "mail" | "language" | "timeZone">;
  eachMs?: number;
  now?: () => Date;
}

export class NoticeLoop {
  readonly #options: NoticeLoopOptions & { now: () => Date };
  readonly #ending = new AbortController();
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextScanMs = 0;

  constructor(options: NoticeLoopOptions) {
    this.#options = { now: () => new Date(), ...options };
  }

  /** From now on it looks by itself. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_MS).unref();
    this.wake();
  }

  wake(): void {
    if (this.#ending.signal.aborted || this.#running !== undefined) return;
    this.#running = this.#look().finally(() => (this.#running = undefined));
  }

  /** A mail that is being sent is finished. */
  stop(): void {
    this.#ending.abort();
    clearInterval(this.#timer);
  }

  async settled(): Promise<void> {
    await this.#running;
  }

  async #look(): Promise<void> {
    const { db, log, site, config, eachMs, now } = this.#options;
    const { mail, language, timeZone } = config;
    try {
      if (now().getTime() >= this.#nextScanMs) {
        this.#nextScanMs = now().getTime() + SCAN_MS;
        await noteDueSoon(db, now());
        noteReleased(db, now());
        forgetOldNotices(db, now());
        if (mail === undefined) dropAllMails(db);
      }
      if (mail !== undefined)
        await sendDueMails(
          { db, log, site, mail, language, timeZone, eachMs, now },
          this.#ending.signal,
        );
    } catch (error) {
      log.error({ error: describeErrorForLog(error) }, "notices could not be processed");
    }
  }
}

/** Read ones after three months, unread ones after a year. */
function forgetOldNotices(db: Db, now: Date): void {
  const before = (ms: number) => lt(notices.at, new Date(now.getTime() - ms));
  db.delete(notices)
    .where(or(and(isNotNull(notices.readAt), before(READ_LAST_MS)), before(UNREAD_LAST_MS)))
    .run();
}
