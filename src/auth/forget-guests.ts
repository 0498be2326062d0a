// Deletes abandoned guests with their data: no activity for a month, and no session, so no visitor
// can reach them. Runs at the start and once a day, a few guests at a time, so that no request
// waits long. Also deletes sign-ins through the institution and launches by learning platforms that
// were not finished in time.

import { and, eq, gte, inArray, isNotNull, lt, notExists, or } from "drizzle-orm";
import type { Logger } from "pino";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";
import { drafts, gradings, jobs, ownTests, submissions } from "../db/submission-schema.ts";
import { ltiOpenings, ltiUsed } from "../db/lti-schema.ts";
import { sessions, verifications } from "../db/auth-schema.ts";
import { describeErrorForLog } from "../log.ts";
import { DAY_MS } from "../durations.ts";

const GUEST_LASTS_DAYS = 30;
/** The guests of one transaction, which takes a few milliseconds. */
const AT_ONCE = 20;
const PAUSE_MS = 200;

export interface SweepOptions {
  now?: () => Date;
  atOnce?: number;
  pauseMs?: number;
  eachMs?: number;
}

/** Starts after a moment; the returned function stops it. */
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
      for (const table of [verifications, ltiOpenings, ltiUsed] as const)
        db.delete(table).where(lt(table.expiresAt, now())).run();
      const count = forgetGuests(db, atOnce, now());
      forgotten += count;
      if (count === atOnce) pause = pauseMs;
      else if (forgotten > 0) {
        log.info({ guests: forgotten }, "inactive guests were deleted");
        forgotten = 0;
      }
    } catch (error) {
      // The disk is full, for example. The next day tries again.
      log.error({ error: describeErrorForLog(error) }, "guests could not be deleted");
    }
    timer = setTimeout(step, pause).unref();
  };
  timer = setTimeout(step, pauseMs).unref();
  return () => clearTimeout(timer);
}

/** Deletes at most `most` of them; returns the number. */
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
      // The database deletes drafts, opened hints, sessions and other rows with the user.
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
      | typeof ownTests.userId
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
        notExists(
          db
            .select()
            .from(ownTests)
            .where(and(of(ownTests.userId), gte(ownTests.addedAt, since))),
        ),
        // A submission that counts for a course also belongs to the course. A guest's never counts.
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
