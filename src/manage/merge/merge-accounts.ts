// Merges two accounts of one person in one transaction: moves all data of `from` to `into`,
// computes the scores again, and deletes the emptied account. Entries of the audit log never
// change: old entries keep the old id, and the entry of the merge connects the two ids.

import { and, eq } from "drizzle-orm";
import { recordAudit } from "../../db/record-audit.ts";
import { normalizeUsername } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { enrolments, users } from "../../db/schema.ts";
import { recomputeScores } from "../../scoring/recompute-scores.ts";
import { mergeAttempts } from "./merge-attempts.ts";
import { joinSeats, planMerge } from "./plan-merge.ts";

/** The data has changed since the preview. Nothing has been merged. */
export class MergeChangedError extends Error {}

/**
 * `seen`: the hash of the preview. The caller makes sure that the removed account does not own the
 * site.
 */
export function mergeAccounts(
  db: Db,
  actorId: string,
  { fromId, intoId, seen }: { fromId: string; intoId: string; seen: string },
  now = new Date(),
): void {
  db.transaction(
    () => {
      const plan = planMerge(db, fromId, intoId);
      if (plan === undefined || plan.hash !== seen || plan.from.isSiteOwner)
        throw new MergeChangedError();
      const assignmentIds = selectAssignments(db, fromId, intoId);
      mergeSignIns(db, fromId, intoId);
      mergeSeats(db, fromId, intoId);
      mergeAttempts(db, fromId, intoId);
      mergeMarks(db, fromId, intoId);
      renameEverywhere(db, fromId, intoId);
      db.delete(users).where(eq(users.id, fromId)).run();
      // Its username and address are free now.
      mergeLogin(db, plan, now);
      for (const assignmentId of assignmentIds) recomputeScores(db, assignmentId, [intoId]);
      recordAudit(
        db,
        {
          action: "person.merge",
          actorId,
          userId: intoId,
          before: { from: fromId },
          after: { submissions: plan.moved.submissions },
        },
        now,
      );
      recordAudit(
        db,
        { action: "person.merge", actorId, userId: fromId, after: { into: intoId } },
        now,
      );
    },
    { behavior: "immediate" },
  );
}

/** The scores that may change: each assignment with data of one of the two. */
function selectAssignments(db: Db, fromId: string, intoId: string): string[] {
  const tables = ["submissions", "extensions", "overrides", "allowances", "score_floors", "scores"];
  const query = tables
    .map(
      (table) =>
        `select assignment_id from ${table} where user_id in (:fromId, :intoId) and assignment_id is not null`,
    )
    .join(" union ");
  return db.$client
    .prepare<[{ fromId: string; intoId: string }], string>(query)
    .pluck()
    .all({ fromId, intoId });
}

/**
 * Both ways to sign in keep working. If both have a password, that of the remaining account stays.
 * Pending links of both become invalid.
 */
function mergeSignIns(db: Db, fromId: string, intoId: string): void {
  const { $client } = db;
  const hasPassword =
    $client
      .prepare("select 1 from accounts where user_id = ? and provider_id = 'credential'")
      .get(intoId) !== undefined;
  if (hasPassword)
    $client
      .prepare("delete from accounts where user_id = ? and provider_id = 'credential'")
      .run(fromId);
  // better-auth stores a password under the user's id.
  $client
    .prepare("update accounts set account_id = ? where user_id = ? and provider_id = 'credential'")
    .run(intoId, fromId);
  $client
    .prepare("delete from verifications where instr(value, ?) > 0 or instr(identifier, ?) > 0")
    .run(fromId, fromId);
  // A first link of an unused account would give access to all data of the other one.
  $client.prepare("delete from one_time_links where user_id in (?, ?)").run(fromId, intoId);
}

function mergeSeats(db: Db, fromId: string, intoId: string): void {
  const theirs = db.select().from(enrolments).where(eq(enrolments.userId, fromId)).all();
  for (const seat of theirs) {
    const isInto = and(eq(enrolments.courseId, seat.courseId), eq(enrolments.userId, intoId));
    const other = db.select().from(enrolments).where(isInto).get();
    if (other === undefined) continue;
    db.update(enrolments)
      .set({
        ...joinSeats(seat, other),
        canvas: other.canvas ?? seat.canvas,
        joinedAt: seat.joinedAt < other.joinedAt ? seat.joinedAt : other.joinedAt,
      })
      .where(isInto)
      .run();
    db.delete(enrolments)
      .where(and(eq(enrolments.courseId, seat.courseId), eq(enrolments.userId, fromId)))
      .run();
  }
}

/**
 * Rows that are unique for a student and assignment: if both have one, the better one for the
 * student stays.
 */
function mergeMarks(db: Db, fromId: string, intoId: string): void {
  const run = (query: string) => db.$client.prepare(query).run({ fromId, intoId });
  run(`update extensions as i set
      due_at = case
        when i.due_at is null or f.due_at is null then coalesce(i.due_at, f.due_at)
        else max(i.due_at, f.due_at)
      end,
      extra_attempts = max(i.extra_attempts, f.extra_attempts),
      reason = case when i.reason = '' then f.reason else i.reason end
    from extensions as f
    where i.user_id = :intoId and f.user_id = :fromId and f.assignment_id = i.assignment_id`);
  run(`update solution_views as i set
      first_at = min(i.first_at, f.first_at), last_at = max(i.last_at, f.last_at)
    from solution_views as f
    where i.user_id = :intoId and f.user_id = :fromId and f.assignment_id = i.assignment_id`);
  run(`update hint_views as i set opened_at = min(i.opened_at, f.opened_at)
    from hint_views as f
    where i.user_id = :intoId and f.user_id = :fromId and f.pack_id = i.pack_id
      and f.exercise_id = i.exercise_id and f.export_name = i.export_name and f.step = i.step`);
  run(`update score_floors as i set points = max(i.points, f.points)
    from score_floors as f
    where i.user_id = :intoId and f.user_id = :fromId and f.regrade_id = i.regrade_id`);
  run("delete from scores where user_id = :fromId");
  // The next view compares again.
  run("delete from similarity_runs where instr(result, :fromId) > 0 or instr(result, :intoId) > 0");
  // A pair is stored with the smaller id first; the two accounts are no longer a pair.
  run(
    "delete from similarity_dismissals where user_a in (:fromId, :intoId) and user_b in (:fromId, :intoId)",
  );
  run(`insert or ignore into similarity_dismissals
      (assignment_id, user_a, user_b, note, created_at, created_by)
    select assignment_id, min(:intoId, other), max(:intoId, other), note, created_at, created_by
    from (
      select *, case when user_a = :fromId then user_b else user_a end as other
      from similarity_dismissals where user_a = :fromId or user_b = :fromId)`);
  run("delete from similarity_dismissals where user_a = :fromId or user_b = :fromId");
}

/**
 * Every column with a user's id that is not handled above. A test compares the list with the
 * schema.
 */
const COLUMNS: Record<string, readonly string[]> = {
  accounts: ["user_id"],
  sessions: ["user_id"],
  tokens: ["user_id"],
  identity_proofs: ["user_id"],
  enrolments: ["user_id"],
  drafts: ["user_id"],
  own_tests: ["user_id"],
  jobs: ["user_id"],
  extensions: ["user_id", "created_by"],
  overrides: ["user_id", "created_by"],
  allowances: ["user_id", "created_by"],
  solution_views: ["user_id"],
  hint_views: ["user_id"],
  certificates: ["user_id"],
  score_floors: ["user_id"],
  roster_seats: ["claimed_by", "taken_by", "created_by"],
  first_link_mails: ["user_id", "created_by"],
  regrades: ["created_by"],
  comments: ["user_id", "created_by"],
  questions: ["user_id", "done_by"],
  question_messages: ["author_id"],
  similarity_dismissals: ["created_by"],
  notices: ["user_id", "about_id"],
  notice_mails: ["user_id"],
  notice_settings: ["user_id"],
  calendar_feeds: ["user_id"],
  lti_invitations: ["created_by"],
  lti_platforms: ["created_by"],
  lti_deployments: ["accepted_by"],
  lti_contexts: ["linked_by"],
  lti_people: ["user_id"],
  lti_scores: ["user_id"],
  lti_sendings: ["user_id"],
};

/** If the remaining account already has a row, that row stays. */
function renameEverywhere(db: Db, fromId: string, intoId: string): void {
  for (const [table, columns] of Object.entries(COLUMNS)) {
    for (const column of columns) {
      db.$client
        .prepare(`update or ignore ${table} set ${column} = ? where ${column} = ?`)
        .run(intoId, fromId);
      db.$client.prepare(`delete from ${table} where ${column} = ?`).run(fromId);
    }
  }
}

/** Adds what the remaining account lacks: a username, an address, the right to create courses. */
function mergeLogin(
  db: Db,
  { from, into }: NonNullable<ReturnType<typeof planMerge>>,
  now: Date,
): void {
  const name =
    into.username === null && from.username !== null
      ? { username: normalizeUsername(from.username), displayUsername: from.username }
      : {};
  const mail =
    into.email === null && from.email !== null
      ? { email: from.email, emailVerified: from.isVerified }
      : {};
  db.update(users)
    .set({
      ...name,
      ...mail,
      ...(from.mayCreateCourses && !into.isSiteOwner ? { siteRole: "courseCreator" as const } : {}),
      updatedAt: now,
    })
    .where(eq(users.id, into.id))
    .run();
}
