// Reads every linked roster once a night, in the process that feeds the queue. The times are spread
// over the night, so that a platform with many courses is not asked for all of them at once. A time
// that was missed, because the server was down, is made up for after the start.

import { createHash } from "node:crypto";
import type { Logger } from "pino";
import type { Db } from "../../db/open.ts";
import { MINUTE_MS } from "../../durations.ts";
import { describeErrorForLog } from "../../log.ts";
import { createCaller, type FindCaller, syncRoster } from "./sync-roster.ts";
import {
  type LinkedContext,
  selectNightlyContexts,
  selectOptionalContextOf,
} from "./select-contexts.ts";

/** The night, in the site's time zone: from one o'clock to five. */
const NIGHT_BEGINS_MINUTE = 60;
const NIGHT_LASTS_MINUTES = 240;
const LOOK_MS = MINUTE_MS;

/** The minute of the day at which this course is due: always the same one. */
export function chooseMinute(contextId: string): number {
  const number = createHash("sha256").update(contextId).digest().readUInt32BE();
  return NIGHT_BEGINS_MINUTE + (number % NIGHT_LASTS_MINUTES);
}

/** Whether it has not been tried since its last time. */
export function isDue(
  { id, rosterTriedAt }: Pick<LinkedContext, "id" | "rosterTriedAt">,
  now: Date,
  timeZone: string,
): boolean {
  if (rosterTriedAt === null) return true;
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const minute = chooseMinute(id);
  const today = here.with({
    hour: Math.floor(minute / 60),
    minute: minute % 60,
    second: 0,
    millisecond: 0,
  });
  const last =
    Temporal.ZonedDateTime.compare(today, here) <= 0 ? today : today.subtract({ days: 1 });
  return rosterTriedAt.getTime() < last.epochMilliseconds;
}

/** One after the other. Returns how many were read, and how many could not be. */
export async function syncDueRosters(
  db: Db,
  timeZone: string,
  now: () => Date = () => new Date(),
  isStopped: () => boolean = () => false,
): Promise<{ done: number; failed: number }> {
  const callers = new Map<string, ReturnType<FindCaller>>();
  const findCaller: FindCaller = (_, platformId) => {
    const caller = callers.get(platformId) ?? createCaller(db, platformId);
    callers.set(platformId, caller);
    return caller;
  };
  const counts = { done: 0, failed: 0 };
  for (const { id, courseId } of selectNightlyContexts(db).filter((context) =>
    isDue(context, now(), timeZone),
  )) {
    if (isStopped()) break;
    // Somebody may have used the button, or unlinked it, while the others were read.
    const context = selectOptionalContextOf(db, courseId, id);
    if (context === undefined || !isDue(context, now(), timeZone)) continue;
    const { kind } = await syncRoster(db, context, { actorId: null }, findCaller, now());
    counts[kind === "failed" ? "failed" : "done"] += 1;
  }
  return counts;
}

/** The returned function ends it; what is being read is not applied any more. */
export function syncRostersNightly(db: Db, log: Logger, timeZone: string): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  const look = async () => {
    try {
      const counts = await syncDueRosters(db, timeZone, undefined, () => isStopped);
      if (counts.done + counts.failed > 0) log.info(counts, "rosters of platforms were read");
    } catch (error) {
      // The disk is full, for example. A roster that was not stored is due again.
      if (!isStopped) log.error({ error: describeErrorForLog(error) }, "rosters could not be read");
    }
    if (!isStopped) wait();
  };
  const wait = () => {
    timer = setTimeout(() => void look(), LOOK_MS).unref();
  };
  wait();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
