// Limits how often an action may happen. Counts in memory, so a restart resets the counts; several
// web processes count together (src/web-processes/shared-limits.ts).
//
// Limits by address apply to a whole school behind one address: they stop a flood, not a class. Wrong
// passwords are counted by account together with address (or browser), so that nobody can lock a
// user out from elsewhere. A limit for the account slows down guesses from many addresses.

import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TooManyRequestsError } from "./errors.ts";
import { Slowdown, type SlowdownLimit, type SlowdownResult } from "./slowdown.ts";
import { MINUTE_SECONDS, HOUR_SECONDS } from "../durations.ts";

export interface Limit {
  times: number;
  seconds: number;
}

export const LIMITS = {
  /** Wrong passwords for one account from one address; a correct one clears them. */
  signInAccount: { times: 10, seconds: 15 * MINUTE_SECONDS },
  /** The same for a browser that the account knows, by that browser, from any address. */
  signInBrowser: { times: 10, seconds: 15 * MINUTE_SECONDS },
  /** Wrong passwords on pages that ask for it again, by session. */
  confirmSession: { times: 10, seconds: 15 * MINUTE_SECONDS },
  /** Mails to the owner of an account whose password is being guessed. */
  warnAccount: { times: 1, seconds: HOUR_SECONDS },
  /** Failed tries, and running ones. */
  signInAddress: { times: 600, seconds: 5 * MINUTE_SECONDS },
  signUpAddress: { times: 500, seconds: HOUR_SECONDS },
  resetAccount: { times: 3, seconds: HOUR_SECONDS },
  resetAddress: { times: 200, seconds: HOUR_SECONDS },
  /** New first links, by the user who creates them: one at a time or a list. */
  firstLinks: { times: 120, seconds: HOUR_SECONDS },
  guestAddress: { times: 1000, seconds: HOUR_SECONDS },
  /** Questions and answers, by their writer. */
  messageAccount: { times: 40, seconds: 10 * MINUTE_SECONDS },
  /** Addresses of calendars that do not exist. */
  calendarAddress: { times: 300, seconds: 5 * MINUTE_SECONDS },
  submitAccount: { times: 60, seconds: 60 },
  submitAddress: { times: 6000, seconds: 60 },
} as const satisfies Record<string, Limit>;

/** Wrong passwords for one account from browsers that it does not know, from any address. */
export const UNKNOWN_BROWSERS: SlowdownLimit = {
  times: 100,
  seconds: HOUR_SECONDS,
  firstWaitSeconds: 10,
  maxWaitSeconds: 15 * MINUTE_SECONDS,
};

export type LimitName = keyof typeof LIMITS;

/** What counts one limit. */
export type Counter = Pick<RateLimiterAbstract, "consume" | "reward" | "delete">;
export type MakeCounter = (name: LimitName, limit: Limit) => Counter;
const countInMemory: MakeCounter = (_name, { times, seconds }) =>
  new RateLimiterMemory({ points: times, duration: seconds });

/** `Slowdown`, or one that several processes share. */
export interface SomeSlowdown {
  take: (key: string) => SlowdownResult | Promise<SlowdownResult>;
  giveBack: (key: string) => void | Promise<void>;
}

export class Throttle {
  readonly #counters = new Map<LimitName, Counter>();
  readonly #limits: Record<LimitName, Limit>;
  readonly unknownBrowsers: SomeSlowdown;

  /** `limits`: replaces the default ones. */
  constructor(
    limits: Partial<Record<LimitName, Limit>> = {},
    unknownBrowsers: SomeSlowdown = new Slowdown(UNKNOWN_BROWSERS),
    makeCounter: MakeCounter = countInMemory,
  ) {
    this.unknownBrowsers = unknownBrowsers;
    this.#limits = { ...LIMITS, ...limits };
    for (const [name, limit] of Object.entries(this.#limits) as [LimitName, Limit][])
      this.#counters.set(name, makeCounter(name, limit));
  }

  /**
   * Counts before the action, so that simultaneous tries are all counted. Throws
   * `TooManyRequestsError`.
   */
  async take(
    name: LimitName,
    key: string,
    words?: (minutes: number) => TooManyRequestsError["words"],
  ): Promise<void> {
    try {
      await this.#counter(name).consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      // A timer removes the counts, but the wait is computed by the clock, which may have been set
      // back meanwhile.
      const seconds = Math.min(refused.msBeforeNext / 1000, this.#limits[name].seconds);
      throw new TooManyRequestsError(seconds, words?.(Math.max(1, Math.ceil(seconds / 60))));
    }
  }

  /** Removes the count of a try that does not count. */
  async giveBack(name: LimitName, key: string): Promise<void> {
    await this.#counter(name).reward(key);
  }

  async clear(name: LimitName, key: string): Promise<void> {
    await this.#counter(name).delete(key);
  }

  #counter(name: LimitName): Counter {
    return this.#counters.get(name)!;
  }
}
