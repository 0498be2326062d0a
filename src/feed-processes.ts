// What the process that feeds the queue does for the other web processes: it takes up what they have
// recorded, runs their live tests, renders statements, and answers the requests that they forward.

import { SECOND_MS } from "./durations.ts";
import { describeErrorForLog } from "./log.ts";
import type { Services, Shared } from "./services.ts";
import { answerLiveTests } from "./web-processes/far-live-tests.ts";
import { answerStatements } from "./web-processes/far-statements.ts";
import { followDatabase } from "./web-processes/follow-database.ts";
import { answerForwarded } from "./web-processes/forward.ts";
import { answerMetrics } from "./web-processes/gather-metrics.ts";

/** How often it says whether grading is paused, if that has changed. */
const STANDING_MS = SECOND_MS;

/** Returns a function that ends it. */
export function feedProcesses(
  services: Services,
  { link, channel }: Shared,
  fetch: Parameters<typeof answerForwarded>[1],
): () => void {
  const { db, log, gradeQueue, shadow, firstMailer, gradeSender } = services;
  const { liveTests, catalogue, host, metrics } = services;
  const wake = {
    queue: () => gradeQueue.wake(),
    regrades: () => shadow.wake(),
    mails: () => firstMailer?.wake(),
  };
  // The sender of scores looks by itself, every few seconds.
  channel.onWake((what) => (what === "scores" ? gradeSender.retryNow() : wake[what]()));
  const stopFollowing = followDatabase(db, log, () => {
    for (const one of Object.values(wake)) one();
  });
  answerForwarded(link, fetch);
  answerLiveTests(link, { liveTests, catalogue }, (error) =>
    log.error({ error: describeErrorForLog(error) }, "live tests could not run"),
  );
  answerStatements(link, host, catalogue);
  answerMetrics(link, metrics.registry);
  const timer = setInterval(() => link.sayStanding(services.isPaused()), STANDING_MS).unref();
  return () => {
    stopFollowing();
    clearInterval(timer);
  };
}
