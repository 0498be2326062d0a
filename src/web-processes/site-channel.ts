// The connection to Redis that the web processes of a site share their state over: the progress of
// gradings, what the feeding process should look at, and counts of limits (shared-limits.ts). A
// message that is lost does no harm: everything it says is also in the database, where each process
// looks once a second (follow-database.ts).

import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { z } from "zod";
import type { RedisSettings } from "../config.ts";
import type { TellProgress } from "../grading/progress.ts";
import { describeErrorForLog } from "../log.ts";
import { type Keys, nameKeys } from "../workers/messages.ts";
import { connectRedis, watchConnection } from "../workers/redis.ts";

/** What may have new work: the queue, regrades, mails to send, scores to send again. */
const work = z.enum(["queue", "regrades", "mails", "scores"]);
export type Work = z.infer<typeof work>;

export class SiteChannel {
  readonly keys: Keys;
  /** For commands. They fail while there is no connection. */
  readonly redis: Redis;
  readonly #listener: Redis;
  readonly #endWatch: () => void;

  constructor(settings: RedisSettings, log: Logger) {
    this.keys = nameKeys(settings.prefix);
    this.redis = connectRedis(settings, "gradus-web", { patient: false });
    this.#listener = connectRedis(settings, "gradus-web-listener", { patient: true });
    this.#endWatch = watchConnection(this.redis, {
      onAway: (error) =>
        log.warn(
          { error: describeErrorForLog(error) },
          "Redis cannot be reached; each web process counts limits by itself, and progress is shown late",
        ),
    });
  }

  /** Never throws. */
  readonly tellProgress: TellProgress = (submissionId, groups) =>
    this.#publish(
      this.keys.progress,
      groups === undefined ? submissionId : `${submissionId} ${JSON.stringify(groups)}`,
    );

  /** Tells the feeding process that there may be work. Never throws. */
  wake(what: Work): void {
    this.#publish(this.keys.wake, what);
  }

  /**
   * `groups`: all finished visible groups of a submission that is being graded, as JSON; undefined
   * when it is not graded any more.
   */
  onProgress(listener: (submissionId: string, groups: string | undefined) => void): void {
    this.#subscribe(this.keys.progress, (message) => {
      const [, id, groups] = /^(\w{1,40})(?: (.*))?$/s.exec(message) ?? [];
      if (id !== undefined) listener(id, groups);
    });
  }

  onWake(listener: (what: Work) => void): void {
    this.#subscribe(this.keys.wake, (message) => {
      const what = work.safeParse(message).data;
      if (what !== undefined) listener(what);
    });
  }

  close(): void {
    this.#endWatch();
    this.redis.disconnect();
    this.#listener.disconnect();
  }

  #publish(channel: string, message: string): void {
    void this.redis.publish(channel, message).catch(() => undefined);
  }

  #subscribe(channel: string, listener: (message: string) => void): void {
    this.#listener.on("message", (from: string, message: string) => {
      if (from === channel) listener(message);
    });
    void this.#listener.subscribe(channel).catch(() => undefined);
  }
}
