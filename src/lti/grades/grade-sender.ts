// Sends scores to learning platforms: while rows of the queue are due, those of one platform one
// after another, and platforms beside each other. Rows that a stopped server left behind are due at
// the next start.

import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { markAllDue } from "../../db/mark-scores-due.ts";
import type { Db } from "../../db/open.ts";
import { ltiPlatforms } from "../../db/lti-schema.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "../../durations.ts";
import { describeErrorForLog } from "../../log.ts";
import type { SiteAddress } from "../../site-address.ts";
import { ServiceCaller, type ServiceError } from "../call-service.ts";
import type { LtiPlatform } from "../select-platform.ts";
import { choosePause, isOfPlatform } from "./retries.ts";
import { sendRow } from "./send-row.ts";
import { pruneSendings, releaseLeases, selectOptionalDueRow } from "./sending-queue.ts";

/** A look at an empty queue costs microseconds. */
const LOOK_MS = 2 * SECOND_MS;
/** Platforms limit how much a tool may ask of them. */
const EACH_MS = 50;
/** So many scores in a row that failed for a while: it is the platform. */
const MANY_FAILURES = 3;
/** What no mark has announced, such as a student who is back in the course. */
const FIRST_SWEEP_MS = HOUR_MS;
const SWEEP_MS = DAY_MS;

export interface GradeSenderOptions {
  db: Db;
  log: Logger;
  site: Pick<SiteAddress, "full">;
  eachMs?: number;
}

interface Pause {
  untilMs: number;
  failures: number;
}

export class GradeSender {
  readonly #options: Required<GradeSenderOptions>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #pauses = new Map<string, Pause>();
  /** With the tokens of each platform; the name is its whole registration. */
  readonly #callers = new Map<string, ServiceCaller>();
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #nextSweepMs = Date.now() + FIRST_SWEEP_MS;

  constructor(options: GradeSenderOptions) {
    this.#options = { eachMs: EACH_MS, ...options };
  }

  /** From now on it looks by itself. */
  start(): void {
    releaseLeases(this.#options.db, Date.now());
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
    this.wake();
  }

  /** To be called when a score may be due. */
  wake(): void {
    if (this.#ending.signal.aborted) return;
    for (const platform of this.#selectPlatforms()) {
      if (this.#running.has(platform.id) || this.#isPaused(platform.id)) continue;
      if (selectOptionalDueRow(this.#options.db, platform.id, Date.now()) === undefined) continue;
      const run = this.#run(platform).finally(() => this.#running.delete(platform.id));
      this.#running.set(platform.id, run);
    }
  }

  /** Staff ask for it: platforms that did not answer are tried again now. */
  retryNow(): void {
    this.#pauses.clear();
    this.wake();
  }

  /** A score that is being sent is finished. */
  stop(): void {
    this.#ending.abort();
    clearInterval(this.#timer);
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #look(): void {
    const { db, log } = this.#options;
    try {
      if (Date.now() >= this.#nextSweepMs) {
        this.#nextSweepMs = Date.now() + SWEEP_MS;
        markAllDue(db);
        pruneSendings(db, new Date());
      }
      this.wake();
    } catch (error) {
      log.error({ error: describeErrorForLog(error) }, "sending scores failed");
    }
  }

  /** Those of removed ones too: their rows are found to need nothing. */
  #selectPlatforms(): LtiPlatform[] {
    return this.#options.db.select().from(ltiPlatforms).all();
  }

  #isPaused(platformId: string): boolean {
    return Date.now() < (this.#pauses.get(platformId)?.untilMs ?? 0);
  }

  async #run(platform: LtiPlatform): Promise<void> {
    const { db, log, site, eachMs } = this.#options;
    const { signal } = this.#ending;
    const caller = this.#findCaller(platform);
    let failuresInRow = 0;
    try {
      while (!signal.aborted) {
        const row = selectOptionalDueRow(db, platform.id, Date.now());
        if (row === undefined) return;
        const result = await sendRow({ db, log, site, platform, caller }, row);
        if (result === "sent") {
          failuresInRow = 0;
          this.#pauses.delete(platform.id);
        } else if (result !== "quiet") {
          failuresInRow = result.isTemporary ? failuresInRow + 1 : 0;
          if (isOfPlatform(result) || failuresInRow >= MANY_FAILURES) {
            this.#pause(platform.id, result);
            return;
          }
        }
        // Requests of the site come in between.
        await sleep(result === "quiet" ? 0 : eachMs, undefined, { signal, ref: false }).catch(
          () => undefined,
        );
      }
    } catch (error) {
      log.error({ error: describeErrorForLog(error) }, "sending scores failed");
    }
  }

  #pause(platformId: string, failure: ServiceError): void {
    const failures = this.#pauses.get(platformId)?.failures ?? 0;
    const untilMs = Date.now() + choosePause(failure, failures);
    this.#pauses.set(platformId, { untilMs, failures: failures + 1 });
  }

  #findCaller(platform: LtiPlatform): ServiceCaller {
    const name = JSON.stringify(platform);
    const known = this.#callers.get(name);
    if (known !== undefined) return known;
    const made = new ServiceCaller(this.#options.db, platform);
    this.#callers.set(name, made);
    return made;
  }
}
