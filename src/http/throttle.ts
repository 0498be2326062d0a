// How often something may be done, counted in memory: a restart begins anew. Limits by address are
// for a whole school behind one: they stop a flood, not a class. Wrong passwords are counted by
// account and address (or browser) together, so that nobody elsewhere can lock somebody out; a
// bound for the account beside it slows those who guess from many addresses.

import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TooManyRequestsError } from "./errors.ts";
import { Slowdown, type SlowdownLimit } from "./slowdown.ts";
import { MINUTE_SECONDS, HOUR_SECONDS } from "../durations.ts";

interface Limit {
  times: number;
  seconds: number;
}

export const LIMITS = {
  /** Wrong passwords for one account from one address; a right one clears them. */
  signInAccount: { times: 10, seconds: 15 * MINUTE_SECONDS },
  /** The same from a browser that the account knows, by that browser, whatever its address. */
  signInBrowser: { times: 10, seconds: 15 * MINUTE_SECONDS },
  /** Wrong passwords where a page asks for it again, by session. */
  confirmSession: { times: 10, seconds: 15 * MINUTE_SECONDS },
  /** Mails to the owner of an account that somebody guesses at. */
  warnAccount: { times: 1, seconds: HOUR_SECONDS },
  /** Tries that failed, and those under way. */
  signInAddress: { times: 600, seconds: 5 * MINUTE_SECONDS },
  signUpAddress: { times: 500, seconds: HOUR_SECONDS },
  resetAccount: { times: 3, seconds: HOUR_SECONDS },
  resetAddress: { times: 200, seconds: HOUR_SECONDS },
  /** New first links, by who makes them: one at a time or a list. */
  firstLinks: { times: 120, seconds: HOUR_SECONDS },
  guestAddress: { times: 1000, seconds: HOUR_SECONDS },
  submitAccount: { times: 60, seconds: 60 },
  submitAddress: { times: 6000, seconds: 60 },
} as const satisfies Record<string, Limit>;

/** Wrong passwords for one account from browsers that it does not know, from wherever they come. */
export const UNKNOWN_BROWSERS: SlowdownLimit = {
  times: 100,
  seconds: HOUR_SECONDS,
  firstWaitSeconds: 10,
  maxWaitSeconds: 15 * MINUTE_SECONDS,
};

export type LimitName = keyof typeof LIMITS;

export class Throttle {
  readonly #limiters = new Map<LimitName, RateLimiterMemory>();
  readonly #limits: Record<LimitName, Limit>;
  readonly unknownBrowsers: Slowdown;

  /** `limits`: in place of the usual ones. */
  constructor(
    limits: Partial<Record<LimitName, Limit>> = {},
    unknownBrowsers = new Slowdown(UNKNOWN_BROWSERS),
  ) {
    this.unknownBrowsers = unknownBrowsers;
    this.#limits = { ...LIMITS, ...limits };
    for (const [name, { times, seconds }] of Object.entries(this.#limits) as [LimitName, Limit][]) {
      this.#limiters.set(name, new RateLimiterMemory({ points: times, duration: seconds }));
    }
  }

  /**
   * Counts before the deed, so that a hundred at the same moment are a hundred. Throws
   * `TooManyRequestsError`.
   */
  async take(
    name: LimitName,
    key: string,
    words?: (minutes: number) => TooManyRequestsError["words"],
  ): Promise<void> {
    try {
      await this.#limiter(name).consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      // Counts go by a timer, but when they go is told by the clock, and that may have been set
      // back meanwhile.
      const seconds = Math.min(refused.msBeforeNext / 1000, this.#limits[name].seconds);
      throw new TooManyRequestsError(seconds, words?.(Math.max(1, Math.ceil(seconds / 60))));
    }
  }

  /** It was no try after all. */
  async giveBack(name: LimitName, key: string): Promise<void> {
    await this.#limiter(name).reward(key);
  }

  async clear(name: LimitName, key: string): Promise<void> {
    await this.#limiter(name).delete(key);
  }

  #limiter(name: LimitName): RateLimiterMemory {
    return this.#limiters.get(name)!;
  }
}
