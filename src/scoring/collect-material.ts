// Reads the inputs of scores: each student's attempts with their gradings, and the allowances,
// extension, override and floor.

import { and, eq, isNull, sql } from "drizzle-orm";
import type { Verdict } from "../../grader/doors/reports.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { allowances, extensions, overrides, scoreFloors, scores } from "../db/teaching-schema.ts";
import { type Allowance, type Attempt, computeShare } from "../rules/attempt.ts";
import type { Override } from "../rules/policy.ts";
import type { Extension } from "../rules/assignment-rules.ts";
import { CURRENT_BY_PIN, selectCurrentId } from "./current-grading.ts";

/** The inputs of one student's score. */
export interface Material {
  attempts: Attempt[];
  /** Submissions that do not count because of a judge error. */
  judgeErrors: string[];
  extension: Extension | null;
  override: Override | null;
  floor: number | null;
}

interface AttemptRow {
  userId: string;
  id: string;
  submittedAtMs: number;
  isPractice: 0 | 1;
  saidToCount: 0 | 1;
  verdict: Verdict | null;
  score: number | null;
  maxScore: number | null;
}

/**
 * Which gradings of the version are used: the regular ones, and those of the regrade that set the
 * pin.
 */
export interface Judged {
  versionHash: string;
  regradeId: string | null;
}

const columnsBy = (
  currentId: string,
) => `s.user_id as userId, s.id, s.submitted_at as submittedAtMs,
  s.is_practice as isPractice, s.said_to_count as saidToCount, g.verdict, g.score, g.max_score as maxScore
  from submissions as s join assignments as a on a.id = s.assignment_id
  left join gradings as g on g.id = ${currentId}
  where s.assignment_id = `;

const BY_THE_PIN = columnsBy(CURRENT_BY_PIN);

const attemptQueries = prepareOnce(({ $client }) => ({
  all: $client.prepare<[string], AttemptRow>(`select ${BY_THE_PIN} ?`),
  ofOne: $client.prepare<[string, string], AttemptRow>(`select ${BY_THE_PIN} ? and s.user_id = ?`),
  allBy: $client.prepare<[Judged & { assignmentId: string }], AttemptRow>(
    `select ${columnsBy(
      selectCurrentId({ submission: "s.id", version: ":versionHash", regrade: ":regradeId" }),
    )} :assignmentId`,
  ),
}));

/** One student's attempts in the form that the policy expects, without judge errors. */
export function selectAttempts(db: Db, assignmentId: string, userId: string): Attempt[] {
  const allowed = selectAllowances(db, assignmentId, [userId]);
  return attemptQueries(db)
    .ofOne.all(assignmentId, userId)
    .filter(isTheirs)
    .map((row) => asAttempt(row, allowed));
}

/** The allowances that are not undone, by submission. */
function selectAllowances(
  db: Db,
  assignmentId: string,
  userIds: readonly string[] | undefined,
): Map<string, Allowance> {
  return new Map(
    selectRowsOfKind(db, "allowances", assignmentId, userIds).map(
      ({ submissionId, withLateRule, reason }) => [submissionId, { withLateRule, reason }],
    ),
  );
}

function isTheirs({ verdict }: AttemptRow): boolean {
  return verdict !== "judge-error";
}

function asAttempt(
  { id, submittedAtMs, isPractice, saidToCount, verdict, score, maxScore }: AttemptRow,
  allowed: ReadonlyMap<string, Allowance>,
): Attempt {
  return {
    id,
    submittedAtMs,
    share: computeShare(score, maxScore),
    isPractice: isPractice === 1,
    saidToCount: saidToCount === 1,
    compiled: verdict !== "compile-error",
    allowance: allowed.get(id) ?? null,
  };
}

/**
 * The other inputs of a score, prepared once: each submission needs them twice. `one`: for a single
 * student.
 */
const rowQueries = prepareOnce((db) => {
  const queriesFor = (isOne: boolean) => {
    const where = (
      table:
        | typeof scores
        | typeof extensions
        | typeof allowances
        | typeof overrides
        | typeof scoreFloors,
    ) =>
      and(
        eq(table.assignmentId, sql.placeholder("assignmentId")),
        isOne ? eq(table.userId, sql.placeholder("userId")) : undefined,
      );
    return {
      scores: db
        .select({ userId: scores.userId, points: scores.points })
        .from(scores)
        .where(where(scores))
        .prepare(),
      extensions: db
        .select({
          userId: extensions.userId,
          dueAt: extensions.dueAt,
          extraAttempts: extensions.extraAttempts,
        })
        .from(extensions)
        .where(where(extensions))
        .prepare(),
      allowances: db
        .select({
          submissionId: allowances.submissionId,
          withLateRule: allowances.withLateRule,
          reason: allowances.reason,
        })
        .from(allowances)
        .where(and(where(allowances), isNull(allowances.undoneAt)))
        .prepare(),
      // In the order in which they were set: the newest is used.
      overrides: db
        .select({ userId: overrides.userId, points: overrides.points, reason: overrides.reason })
        .from(overrides)
        .where(and(where(overrides), isNull(overrides.undoneAt)))
        .orderBy(overrides.createdAt, overrides.id)
        .prepare(),
      floors: db
        .select({ userId: scoreFloors.userId, points: scoreFloors.points })
        .from(scoreFloors)
        .where(where(scoreFloors))
        .prepare(),
    };
  };
  return { all: queriesFor(false), one: queriesFor(true) };
});

type RowKind = keyof ReturnType<typeof rowQueries>["all"];

/** Selects the rows of all students, or of these. */
export function selectRowsOfKind<K extends RowKind>(
  db: Db,
  kind: K,
  assignmentId: string,
  userIds: readonly string[] | undefined,
): ReturnType<ReturnType<typeof rowQueries>["all"][K]["all"]> {
  const { all, one } = rowQueries(db);
  type Rows = ReturnType<(typeof all)[K]["all"]>;
  return (
    userIds === undefined
      ? all[kind].all({ assignmentId })
      : userIds.flatMap((userId) => one[kind].all({ assignmentId, userId }) as unknown[])
  ) as Rows;
}

/** By student. `judged`: as if the assignment were pinned to that version. */
export function collectMaterial(
  db: Db,
  assignmentId: string,
  userIds?: readonly string[],
  judged?: Judged,
): Map<string, Material> {
  const found = new Map<string, Material>();
  const of = (userId: string): Material => {
    const known = found.get(userId);
    if (known !== undefined) return known;
    const fresh: Material = {
      attempts: [],
      judgeErrors: [],
      extension: null,
      override: null,
      floor: null,
    };
    found.set(userId, fresh);
    return fresh;
  };
  const { all, ofOne, allBy } = attemptQueries(db);
  const selectRows = (): AttemptRow[] => {
    if (judged !== undefined) return allBy.all({ ...judged, assignmentId });
    if (userIds === undefined) return all.all(assignmentId);
    return userIds.flatMap((userId) => ofOne.all(assignmentId, userId));
  };
  const allowed = selectAllowances(db, assignmentId, userIds);
  for (const row of selectRows()) {
    const { attempts, judgeErrors } = of(row.userId);
    if (isTheirs(row)) attempts.push(asAttempt(row, allowed));
    else judgeErrors.push(row.id);
  }
  for (const { userId, dueAt, extraAttempts } of selectRowsOfKind(
    db,
    "extensions",
    assignmentId,
    userIds,
  ))
    of(userId).extension = { dueAtMs: dueAt?.getTime() ?? null, extraAttempts };
  for (const { userId, points, reason } of selectRowsOfKind(db, "overrides", assignmentId, userIds))
    of(userId).override = points === null ? null : { points, reason };
  for (const { userId, points } of selectRowsOfKind(db, "floors", assignmentId, userIds)) {
    const material = of(userId);
    material.floor = Math.max(material.floor ?? 0, points);
  }
  return found;
}
