// Applies a platform's roster in one transaction: accounts, enrolments, and what is stored about the
// people. Nobody is removed: who is no longer listed gets a mark.

import { and, eq, isNull } from "drizzle-orm";
import { MAX_NAME_LENGTH } from "../../auth/account-forms.ts";
import { ensureAccountOf } from "../../auth/outside-identity.ts";
import { recordAudit } from "../../db/record-audit.ts";
import type { Db } from "../../db/open.ts";
import { markPersonDue } from "../../db/mark-scores-due.ts";
import { ltiContexts, ltiPeople } from "../../db/lti-schema.ts";
import { enrolments } from "../../db/schema.ts";
import { cleanLine } from "../../http/read-field.ts";
import { giveRole } from "../arrive-by-launch.ts";
import { nameProvider } from "../select-platform.ts";
import { hashPlan } from "./hash-plan.ts";
import {
  type KnownPerson,
  planMembers,
  PRESENT,
  type RosterLine,
  type RosterPlan,
} from "./plan-members.ts";
import type { Member } from "./read-members.ts";
import type { LinkedContext } from "./select-contexts.ts";
import { selectState } from "./select-state.ts";

export interface RosterOrder {
  /** null: at night. */
  actorId: string | null;
  /** The hash of the plan that was shown; undefined: none was. */
  seen?: string | undefined;
}

/** `isApplied` false: the plan is no longer the one that was shown, and nothing has changed. */
export function applyRoster(
  db: Db,
  context: LinkedContext,
  members: readonly Member[],
  { actorId, seen }: RosterOrder,
  now = new Date(),
): { plan: RosterPlan; isApplied: boolean } {
  return db.transaction(
    () => {
      const state = selectState(db, context, members);
      const plan = planMembers(members, state);
      if (seen !== undefined && seen !== hashPlan(plan)) return { plan, isApplied: false };
      let changes = 0;
      for (const line of plan.lines)
        changes += applyLine(db, context, line, state.people.get(line.subject ?? ""), now);
      db.update(ltiContexts)
        .set({ rosterAt: now, rosterTriedAt: now, rosterCounts: plan.counts, rosterError: null })
        .where(eq(ltiContexts.id, context.id))
        .run();
      // A night without changes leaves no entry.
      if (actorId !== null || changes > 0)
        recordAudit(
          db,
          {
            action: "lti.roster",
            actorId,
            courseId: context.courseId,
            after: { context: context.id, ...plan.counts },
          },
          now,
        );
      return { plan, isApplied: true };
    },
    { behavior: "immediate" },
  );
}

/** Returns 1 if it has changed something. */
function applyLine(
  db: Db,
  context: LinkedContext,
  line: RosterLine,
  known: KnownPerson | undefined,
  now: Date,
): 0 | 1 {
  const { kind, subject, name, email, role, section } = line;
  if (subject === null || kind === "testStudent") return 0;
  if (!PRESENT.has(kind) || role === null) return markGone(db, context, subject, now);
  const provider = nameProvider(context.platformId);
  const userId = line.userId ?? ensureAccountOf(db, { provider, subject, name, email }, now);
  let hasChanged = storePerson(db, context, { ...line, subject, role, userId }, known, now);
  const { courseId } = context;
  if (kind !== "already" && kind !== "removed") {
    giveRole(db, { courseId, userId, role, before: known?.role, sections: section }, now);
    hasChanged = 1;
  }
  return nameInCourse(db, courseId, userId, name, now) || hasChanged;
}

function markGone(db: Db, { id }: LinkedContext, subject: string, now: Date): 0 | 1 {
  const { changes } = db
    .update(ltiPeople)
    .set({ goneAt: now })
    .where(
      and(eq(ltiPeople.contextId, id), eq(ltiPeople.subject, subject), isNull(ltiPeople.goneAt)),
    )
    .run();
  return changes > 0 ? 1 : 0;
}

function storePerson(
  db: Db,
  { id: contextId }: LinkedContext,
  line: RosterLine & { subject: string; userId: string; role: KnownPerson["role"] },
  known: KnownPerson | undefined,
  now: Date,
): 0 | 1 {
  const { subject, userId, role, sections } = line;
  if (known === undefined) {
    db.insert(ltiPeople)
      .values({ contextId, subject, userId, role, sections, createdAt: now })
      .run();
    // Their scores may be older than the roster.
    markPersonDue(db, contextId, subject);
    return 1;
  }
  const isSame = known.role === role && known.sections === sections && !known.isGone;
  if (isSame && !known.isTestStudent) return 0;
  db.update(ltiPeople)
    .set({ role, sections, isTestStudent: false, goneAt: null })
    .where(and(eq(ltiPeople.contextId, contextId), eq(ltiPeople.subject, subject)))
    .run();
  markPersonDue(db, contextId, subject);
  return 1;
}

/** Staff see the platform's name, whatever the account calls itself. */
function nameInCourse(db: Db, courseId: string, userId: string, name: string, now: Date): 0 | 1 {
  const rosterName = cleanLine(name).slice(0, MAX_NAME_LENGTH);
  if (rosterName === "") return 0;
  const where = and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId));
  const before = db.select({ name: enrolments.rosterName }).from(enrolments).where(where).get();
  if (before === undefined || before.name === rosterName) return 0;
  db.update(enrolments).set({ rosterName }).where(where).run();
  // The log holds no names.
  if (before.name !== null)
    recordAudit(
      db,
      { action: "enrolment.rename", actorId: null, courseId, userId, after: { isRenamed: true } },
      now,
    );
  return 1;
}
