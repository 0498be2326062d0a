// Reads all data of a regrade's page: before the decision from a new preview, afterwards from the
// recorded result.

import type { Localized } from "../../grader/doors/packs.ts";
import { selectFullNames } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ChangeRow } from "./changes-table.tsx";
import { type Counts, countChanges, computeDifference } from "./preview.ts";
import type { Regrade } from "./queries.ts";
import {
  type AttemptChange,
  countSameReports,
  computeDigest,
  readPreview,
  selectAttemptChanges,
  selectAttemptNumbers,
} from "./read-preview.ts";
import { selectOptionalApplied } from "./record.ts";
import { selectUngraded } from "./undo.ts";

export interface Detail {
  startedBy: string;
  /** null: the regrade is running, or was discarded. */
  outcome: Outcome | null;
  /** `computeDigest` the preview, which the form sends back. */
  seen: string;
  /** Whether it can be undone, and how many submissions that would queue. */
  isNewest: boolean;
  later: number;
}

export interface Outcome {
  counts: Counts;
  rows: ChangeRow[];
  /** By student. */
  attempts: Map<string, AttemptChange[]>;
  /** Attempts of students whose points do not change. */
  others: (AttemptChange & { name: string })[];
  groupTitles: Map<string, Localized>;
  /**
   * For a regrade by the same version: how many reports differ, of all. null if the versions
   * differ.
   */
  sameVersion: { differing: number; total: number } | null;
  judgeErrors: number;
}

interface Moved extends Omit<ChangeRow, "name" | "nowCounts"> {
  /** The attempt that counted before, and the one that would count afterwards. */
  counting: [string | undefined, string | undefined];
}

export async function readDetail(
  { db, catalogue }: { db: Db; catalogue: Pick<Catalogue, "loadVersion"> },
  regrade: Regrade,
): Promise<Detail> {
  const { assignment, state, createdBy, fromHash, fromRegradeId, toHash, id } = regrade;
  const isNewest = state === "applied" && assignment.regradeId === id;
  const preview = state === "ready" ? readPreview(db, regrade, assignment) : undefined;
  const applied =
    state === "applied" || state === "undone" ? selectOptionalApplied(db, regrade) : undefined;
  const groupTitles =
    preview === undefined && applied === undefined
      ? new Map<string, Localized>()
      : await loadTitles(catalogue, [fromHash, toHash]);

  const changed: Moved[] | undefined =
    preview
      ?.filter((change) => computeDifference(change) !== 0)
      .map(({ userId, before, after }) => ({
        userId,
        before: before.points,
        after: after.all.points,
        neverLowered: after["never-lower"].points,
        counting: [before.from?.id, after.all.from?.id],
      })) ?? applied?.changes.map((change) => ({ ...change, counting: [undefined, undefined] }));
  const names = new Map<string, string>();
  let outcome: Outcome | null = null;
  if (changed !== undefined) {
    const attempts = selectAttemptChanges(db, regrade);
    for (const [userId, name] of selectFullNames(
      db,
      [...new Set([...changed, ...attempts].map(({ userId }) => userId))],
      assignment.courseId,
    ))
      names.set(userId, name);
    const findName = (userId: string) => names.get(userId) ?? userId;
    const moved = new Set(changed.map(({ userId }) => userId));
    const numbers = selectAttemptNumbers(db, assignment.id);
    outcome = {
      counts: preview !== undefined ? countChanges(preview, "all") : applied!,
      rows: changed.map(({ counting: [was, now], ...row }) => ({
        ...row,
        name: findName(row.userId),
        nowCounts: now === undefined || now === was ? undefined : numbers.get(now),
      })),
      attempts: Map.groupBy(
        attempts.filter(({ userId }) => moved.has(userId)),
        ({ userId }) => userId,
      ),
      others: attempts
        .filter(({ userId }) => !moved.has(userId))
        .map((attempt) => ({ ...attempt, name: findName(attempt.userId) }))
        .sort((a, b) => a.name.localeCompare(b.name) || a.attempt - b.attempt),
      groupTitles,
      sameVersion: fromHash === toHash ? countSameReports(db, regrade) : null,
      judgeErrors: attempts.filter(({ after }) => after.verdict === "judge-error").length,
    };
  }
  return {
    startedBy: selectFullNames(db, [createdBy], assignment.courseId).get(createdBy) ?? createdBy,
    outcome,
    seen: preview === undefined ? "" : computeDigest(preview),
    isNewest,
    later:
      isNewest || state === "undone"
        ? selectUngraded(db, assignment.id, fromHash, fromRegradeId).length
        : 0,
  };
}

/** Titles from both versions; the newer one's if both have the group. */
async function loadTitles(
  catalogue: Pick<Catalogue, "loadVersion">,
  hashes: string[],
): Promise<Map<string, Localized>> {
  // If a version's files are damaged, its groups are shown by their ids.
  const loaded = await Promise.all(
    hashes.map((hash) => catalogue.loadVersion(hash).catch(() => undefined)),
  );
  return new Map(
    loaded
      .flatMap((exercise) => exercise?.manifest.groups ?? [])
      .map(({ id, title }) => [id, title]),
  );
}
