// Guests who will not come again: nothing of theirs was touched for a month, and no browser has a
// session of theirs any more, so nobody could reach it. They go, and what is theirs with them: at
// the start and once a day, a few at a time, so that nobody waits for it. So do sign-ins by OpenID
// that were begun and not finished in time.

import { and, eq, gte, inArray, isNotNull, lt, notExists, or } from "drizzle-orm";
import type { Logger } from "pino";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";
import { drafts, gradings, jobs, submissions } from "../db/submission-schema.ts";
import { sessions, verifications } from "../db/auth-schema.ts";
import { describeFault } from "../log.ts";
import { DAY_MS } from "../durations.ts";

const GUEST_LASTS_DAYS = 30;
/** In one transaction: a few milliseconds. */
const AT_ONCE = 20;
const PAUSE_MS = 200;

export interface SweepOptions {
  now?: () => Date;
  atOnce?: number;
  pauseMs?: number;
  eachMs?: number;
}

/** Begins in a moment; the function that it returns ends it. */
export function forgetGuestsDaily(
  db: Db,
  log: Logger,
  {
    now = () => new Date(),
    atOnce = AT_ONCE,
    pauseMs = PAUSE_MS,
    eachMs = DAY_MS,
  }: SweepOptions = {},
): () => void {
  let forgotten = 0;
  let timer: NodeJS.Timeout;
  const step = () => {
    let pause = eachMs;
    try {
      db.delete(verifications).where(lt(verifications.expiresAt, now())).run();
      const count = forgetGuests(db, atOnce, now());
      forgotten += count;
      if (count === atOnce) pause = pauseMs;
      else if (forgotten > 0) {
        log.info({ guests: forgotten }, "inactive guests were deleted");
        forgotten = 0;
      }
    } catch (error) {
      // The disk is full, say. Tomorrow will do.
      log.error({ error: describeFault(error) }, "guests could not be deleted");
    }
    timer = setTimeout(step, pause).unref();
  };
  timer = setTimeout(step, pauseMs).unref();
  return () => clearTimeout(timer);
}

/** At most `most` of them; returns how many. */
export function forgetGuests(db: Db, most: number, now = new Date()): number {
  return db.transaction(
    () => {
      const ids = selectForgettable(db, most, now);
      if (ids.length === 0) return 0;
      const theirs = db
        .select({ id: submissions.id })
        .from(submissions)
        .where(inArray(submissions.userId, ids));
      db.delete(gradings).where(inArray(gradings.submissionId, theirs)).run();
      db.delete(submissions).where(inArray(submissions.userId, ids)).run();
      // Drafts, sessions and the like go with the row.
      return db.delete(users).where(inArray(users.id, ids)).run().changes;
    },
    { behavior: "immediate" },
  );
}

function selectForgettable(db: Db, most: number, now: Date): string[] {
  const since = new Date(now.getTime() - GUEST_LASTS_DAYS * DAY_MS);
  const of = (
    column:
      | typeof sessions.userId
      | typeof drafts.userId
      | typeof submissions.userId
      | typeof jobs.userId
      | typeof enrolments.userId,
  ) => eq(column, users.id);
  return db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.isAnonymous, true),
        lt(users.createdAt, since),
        notExists(
          db
            .select()
            .from(sessions)
            .where(and(of(sessions.userId), gte(sessions.expiresAt, now))),
        ),
        notExists(
          db
            .select()
            .from(drafts)
            .where(and(of(drafts.userId), gte(drafts.savedAt, since))),
        ),
        // What counts for a course is the course's too; a guest's never does.
        notExists(
          db
            .select()
            .from(submissions)
            .where(
              and(
                of(submissions.userId),
                or(gte(submissions.submittedAt, since), isNotNull(submissions.assignmentId)),
              ),
            ),
        ),
        notExists(db.select().from(jobs).where(of(jobs.userId))),
        notExists(db.select().from(enrolments).where(of(enrolments.userId))),
      ),
    )
    .limit(most)
    .all()
    .map(({ id }) => id);
}
