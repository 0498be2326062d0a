// What is stored about a platform's course and its people, as the plan of a roster needs it.

import { and, count, eq, isNotNull } from "drizzle-orm";
import { auditEvents } from "../../db/audit-schema.ts";
import type { Db } from "../../db/open.ts";
import { ltiContexts, ltiPeople } from "../../db/lti-schema.ts";
import { enrolments } from "../../db/schema.ts";
import { MAX_SECTION_LENGTH } from "../../membership/change-enrolments.ts";
import { nameProvider } from "../select-platform.ts";
import { prepareForgotten } from "./forgotten.ts";
import type { RosterState } from "./plan-members.ts";
import type { Member } from "./read-members.ts";
import type { LinkedContext } from "./select-contexts.ts";

export function selectState(
  db: Db,
  context: LinkedContext,
  members: readonly Member[],
): RosterState {
  const { id, platformId, courseId } = context;
  const people = db.select().from(ltiPeople).where(eq(ltiPeople.contextId, id)).all();
  const everyone = db
    .select({
      userId: enrolments.userId,
      role: enrolments.role,
      section: enrolments.section,
    })
    .from(enrolments)
    .where(eq(enrolments.courseId, courseId))
    .all();
  const removed = db
    .select({ userId: auditEvents.userId })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.courseId, courseId),
        eq(auditEvents.action, "enrolment.remove"),
        isNotNull(auditEvents.userId),
      ),
    )
    .all();
  const findAddress = db.$client
    .prepare<[string], 1>("select 1 from users where email = ?")
    .pluck();
  return {
    people: new Map(people.map((row) => [row.subject, { ...row, isGone: row.goneAt !== null }])),
    accounts: selectAccounts(db, platformId, members),
    enrolled: new Map(everyone.map(({ userId, ...place }) => [userId, place])),
    removed: new Set(removed.map(({ userId }) => userId!)),
    hasAddress: (email) => findAddress.get(email.toLowerCase()) !== undefined,
    isForgotten: prepareForgotten(db, platformId),
    defaultSection: chooseDefaultSection(db, context),
  };
}

function selectAccounts(
  { $client }: Db,
  platformId: string,
  members: readonly Member[],
): Map<string, string> {
  const find = $client
    .prepare<[string, string], string>(
      "select user_id from accounts where provider_id = ? and account_id = ?",
    )
    .pluck();
  const provider = nameProvider(platformId);
  const accounts = new Map<string, string>();
  for (const { subject } of members) {
    const userId = subject === null ? undefined : find.get(provider, subject);
    if (userId !== undefined) accounts.set(subject!, userId);
  }
  return accounts;
}

/** If several of the platform's courses lead here, each is a section. */
function chooseDefaultSection(
  db: Pick<Db, "select">,
  { courseId, label, title }: LinkedContext,
): string | null {
  const { n } = db
    .select({ n: count() })
    .from(ltiContexts)
    .where(eq(ltiContexts.courseId, courseId))
    .get()!;
  const name = (label.trim() === "" ? title : label).trim().slice(0, MAX_SECTION_LENGTH);
  return n > 1 && name !== "" ? name : null;
}
