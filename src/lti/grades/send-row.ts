// Looks at one row of the queue: compares what the platform has with what it should have, and sends
// the difference.

import { eq } from "drizzle-orm";
import type { Logger } from "pino";
import type { Db } from "../../db/open.ts";
import { ltiContexts, type SentScore } from "../../db/lti-schema.ts";
import { SECOND_MS } from "../../durations.ts";
import { describeErrorForLog } from "../../log.ts";
import type { SiteAddress } from "../../site-address.ts";
import { type ServiceCaller, ServiceError } from "../call-service.ts";
import type { LtiPlatform } from "../select-platform.ts";
import { SCORE_SCOPE } from "./ags.ts";
import { type ColumnParts, ensureColumn, findColumnAgain, selectColumn } from "./ensure-column.ts";
import { postScore } from "./post-score.ts";
import { readCell } from "./read-cell.ts";
import {
  type DueRow,
  leaseRow,
  noteTimestamp,
  recordFailure,
  recordSent,
  restRow,
} from "./sending-queue.ts";
import { chooseRetry } from "./retries.ts";
import { computeTarget } from "./target-score.ts";

/** Moodle compares whole seconds, and refuses a score of the same second. */
const BETWEEN_SCORES_MS = SECOND_MS;

export interface RowParts {
  db: Db;
  log: Logger;
  site: Pick<SiteAddress, "full">;
  platform: LtiPlatform;
  caller: ServiceCaller;
}

/** quiet: the platform was not asked. */
export type RowResult = "quiet" | "sent" | ServiceError;

export async function sendRow(parts: RowParts, row: DueRow): Promise<RowResult> {
  const { db, site } = parts;
  const nowMs = Date.now();
  const { facts, assignment } = readCell(db, row, site, nowMs);
  const target = computeTarget(facts, row.sent, nowMs);
  const earliestMs = (row.sentTimestampMs ?? 0) + BETWEEN_SCORES_MS;
  if (target.kind !== "send" || assignment === null) {
    restRow(db, row, target.kind === "held" ? target.untilMs : null);
    return "quiet";
  }
  if (nowMs < earliestMs) {
    restRow(db, row, earliestMs);
    return "quiet";
  }
  const lease = leaseRow(db, row, nowMs);
  const { score } = target;
  try {
    const column: ColumnParts = {
      ...parts,
      service: selectService(parts, row.contextId),
      contextId: row.contextId,
      assignment,
      language: facts.language,
    };
    const url = await post(parts, column, row, score);
    const isOfColumn = selectColumn(db, row.contextId, row.assignmentId)?.url === url;
    // What was hidden again is looked at when it may be seen.
    const again = facts.sealedUntilMs === null ? null : new Date(Date.now() + BETWEEN_SCORES_MS);
    recordSent(db, row, { score, lease, isOfColumn, dueAt: again, now: new Date() });
    return "sent";
  } catch (error) {
    return fail(parts, row, score, lease, error);
  }
}

/** Returns the address of the column. */
async function post(
  parts: RowParts,
  column: ColumnParts,
  row: DueRow,
  score: SentScore,
): Promise<string> {
  const { db, platform, caller } = parts;
  const postTo = async (lineItemUrl: string, before: SentScore | null) => {
    const timestamp = new Date(
      Math.max(Date.now(), (row.sentTimestampMs ?? 0) + BETWEEN_SCORES_MS),
    );
    noteTimestamp(db, row, timestamp);
    await postScore(
      { caller, family: platform.family },
      { lineItemUrl, subject: row.subject, score, before, timestamp },
    );
    return lineItemUrl;
  };
  const url = await ensureColumn(column, new Date());
  try {
    return await postTo(url, row.sent);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "404") throw error;
    const other = await findColumnAgain(column, url, new Date());
    if (other === undefined) throw error;
    return postTo(other, null);
  }
}

function selectService({ db, platform, caller }: RowParts, contextId: string) {
  const { lineItemsUrl, gradeScopes } = db
    .select({ lineItemsUrl: ltiContexts.lineItemsUrl, gradeScopes: ltiContexts.gradeScopes })
    .from(ltiContexts)
    .where(eq(ltiContexts.id, contextId))
    .get()!;
  if (!gradeScopes.includes(SCORE_SCOPE)) throw new ServiceError("scoreScope");
  return { caller, family: platform.family, lineItemsUrl, scopes: gradeScopes };
}

function fail(
  { db, log }: RowParts,
  row: DueRow,
  score: SentScore,
  lease: Date,
  error: unknown,
): ServiceError {
  const failure =
    error instanceof ServiceError
      ? error
      : new ServiceError("internal", { detail: String(error), isTemporary: true });
  const { contextId, assignmentId, userId, tries } = row;
  const { code, detail } = failure;
  log.warn(
    {
      contextId,
      assignmentId,
      userId,
      code,
      detail,
      ...(failure === error ? {} : { error: describeErrorForLog(error) }),
    },
    "a score could not be sent to a learning platform",
  );
  const retryMs = chooseRetry(failure, tries);
  const now = new Date();
  recordFailure(db, row, {
    score,
    lease,
    code,
    dueAt: retryMs === null ? null : new Date(now.getTime() + retryMs),
    now,
  });
  return failure;
}
